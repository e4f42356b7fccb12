namespace JourneyGrains.Load;

/// <summary>How much is measured. Each part is bounded by its count, and by <see cref="PartMost"/>.</summary>
/// <param name="Customers">Customers who are known.</param>
/// <param name="Events">Events of the rounds at full speed that count.</param>
/// <param name="Rate">Events per second of the run at a fixed rate.</param>
/// <param name="RateSeconds">How long the fixed rate is held.</param>
/// <param name="BaselineSeconds">How long each baseline runs, at most.</param>
/// <param name="Seed">Another seed is another order of customers and events.</param>
internal sealed record LoadOptions(int Customers, int Events, int Rate, int RateSeconds, int BaselineSeconds, int Seed)
{
    /// <summary>A part that takes longer has failed.</summary>
    public static readonly TimeSpan PartMost = TimeSpan.FromMinutes(5);

    /// <summary>Rounds that count.</summary>
    public const int Rounds = 3;

    /// <summary>Rounds before them that do not: the silo compiles most of its code anew, for what it found out of it, within the second.</summary>
    public const int WarmRounds = 2;

    public int EventsOfRound => Events / Rounds / 10 * 10;

    public int RateEvents => Rate * RateSeconds;

    /// <summary>Events of the rounds, of those that do not count, and of the fixed rate.</summary>
    public int EventsInAll => (EventsOfRound * (WarmRounds + Rounds)) + RateEvents;

    /// <summary>Of those, what a customer gets on average, with the two before the rounds and the two of each round of waking.</summary>
    public double EventsOfEach => (EventsInAll / (double)Customers) + 2 + (2 * (Rounds + 1));
}
