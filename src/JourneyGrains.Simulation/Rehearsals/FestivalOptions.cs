namespace JourneyGrains.Simulation.Rehearsals;

/// <summary>The audience and the load of a rehearsal. The same options give the same events, byte for byte.</summary>
public sealed record FestivalOptions
{
    public const int CustomersMax = 5_000_000;
    public const int DaysMax = 400;
    public const int EventsMax = 1_000;

    public long Seed { get; init; } = 1;

    /// <summary>From 1 to <see cref="CustomersMax"/>.</summary>
    public int Customers { get; init; } = 100_000;

    /// <summary>On average, about, from 1 to <see cref="EventsMax"/>; a customer has at least the few of one visit.</summary>
    public int EventsPerCustomer { get; init; } = 20;

    /// <summary>The first day, from midnight UTC.</summary>
    public DateOnly From { get; init; } = new(2025, 11, 11);

    /// <summary>From 1 to <see cref="DaysMax"/>.</summary>
    public int Days { get; init; } = 45;

    /// <summary>Null: <see cref="LoadCurve.Festival"/>.</summary>
    public LoadCurve? Curve { get; init; }

    public DateTimeOffset Start => new(From, TimeOnly.MinValue, TimeSpan.Zero);

    public DateTimeOffset End => Start.AddDays(Days);
}
