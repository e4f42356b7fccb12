namespace JourneyGrains.Core.Experiments;

/// <summary>
/// What counts of a customer for the results of one arm. The customer is what is counted, for it is customers that are spread over the arms: one
/// who enters ten times is one of the arm's, and what they buy in all is one value.
/// </summary>
/// <param name="Origin">The journey, or "campaign/wave".</param>
/// <param name="Split">The id of the split; empty: the journey as a whole.</param>
public sealed record Trial(string Origin, string Split, string Arm)
{
    /// <summary>A message of a run in this arm was handed over.</summary>
    public bool Messaged { get; init; }

    /// <summary>A run in this arm reached its goal.</summary>
    public bool Converted { get; init; }

    /// <summary>What the goals of the runs in this arm were worth.</summary>
    public decimal Value { get; init; }
}
