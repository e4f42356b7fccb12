namespace JourneyGrains.Simulation.Rehearsals;

/// <summary>What the channels can do and cost. A channel that is not named takes any number at once, for nothing.</summary>
/// <param name="RatesPerSecond">Messages a second, by channel.</param>
/// <param name="Costs">Of one message, by channel, in the brand's currency.</param>
public sealed record DeliveryPlan(IReadOnlyDictionary<string, double> RatesPerSecond, IReadOnlyDictionary<string, decimal> Costs)
{
    public static DeliveryPlan Unbounded { get; } = new(new Dictionary<string, double>(), new Dictionary<string, decimal>());
}
