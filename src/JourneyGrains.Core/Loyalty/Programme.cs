using System.Collections.Immutable;

namespace JourneyGrains.Core.Loyalty;

/// <summary>A loyalty programme: points for orders, more of them in higher tiers.</summary>
/// <param name="PointsPerUnit">Points for each unit of the currency in the lowest tier; fractions of a point are dropped per order.</param>
/// <param name="Tiers">From lowest to highest; the first starts at 0.</param>
public sealed record Programme(string Name, decimal PointsPerUnit, ImmutableArray<Tier> Tiers)
{
    /// <summary>The tier for what was spent (orders less refunds) since the customer is known.</summary>
    public Tier TierFor(decimal spend)
    {
        var tier = Tiers[0];
        foreach (var known in Tiers)
        {
            tier = spend >= known.FromSpend ? known : tier;
        }

        return tier;
    }
}

/// <summary>A tier.</summary>
/// <param name="Label">As customers see it.</param>
/// <param name="FromSpend">Reached at this net spend or more.</param>
/// <param name="Multiplier">Times the base rate, for orders placed while in the tier.</param>
public sealed record Tier(string Name, string Label, decimal FromSpend, decimal Multiplier);
