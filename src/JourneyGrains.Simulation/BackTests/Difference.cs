namespace JourneyGrains.Simulation.BackTests;

/// <summary>How one message differs between two variants.</summary>
public enum DifferenceKind
{
    /// <summary>Handed over before, not after.</summary>
    Lost,

    /// <summary>Not handed over before, but after.</summary>
    Gained,

    /// <summary>The same message at another moment.</summary>
    Moved,

    /// <summary>In its place another template, channel or wording.</summary>
    Changed,
}

/// <summary>One message that differs for one customer.</summary>
/// <param name="Key">The key of the run it belongs to; empty for a wave.</param>
/// <param name="Before">Null where it was gained.</param>
/// <param name="After">Null where it was lost.</param>
/// <param name="Why">
/// Where it is missing on one side: what that side's transcript says of that message, or else of its run (<see cref="MissingMessage"/>); null
/// where it says nothing.
/// </param>
public sealed record Difference(
    string CustomerId, string Origin, string Key, DifferenceKind Kind, ComparedMessage? Before, ComparedMessage? After, string? Why);

/// <summary>A message of a comparison.</summary>
public sealed record ComparedMessage(string Template, string Channel, DateTimeOffset At);
