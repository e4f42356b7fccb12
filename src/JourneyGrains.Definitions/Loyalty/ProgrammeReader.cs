using System.Collections.Immutable;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Loyalty;

/// <summary>Reads programme.yaml: points by unit of the currency and the tiers.</summary>
internal static class ProgrammeReader
{
    public static Programme? Read(Node root, FileProblems problems)
    {
        var map = MapReader.Of(root, problems, "programme.yaml", "programme", "pointsPerUnit", "tiers");
        if (map is null)
        {
            return null;
        }

        map.Required("pointsPerUnit");
        map.Required("tiers");
        var tiers = ImmutableArray.CreateBuilder<Tier>();
        foreach (var item in map.Items("tiers"))
        {
            var tier = MapReader.Of(item, problems, "a tier", "tier", "label", "fromSpend", "multiplier");
            if (tier is not null && ReadTier(tier) is { } read)
            {
                CheckOrder(tiers, read, item, problems);
                tiers.Add(read);
            }
        }

        return map.RequiredText("programme") is { } name && map.Number("pointsPerUnit", 0) is { } points && tiers.Count > 0
            ? new(name.Text, points, tiers.ToImmutable())
            : null;
    }

    private static Tier? ReadTier(MapReader tier)
    {
        tier.Required("fromSpend");
        return tier.RequiredText("tier") is { } name && tier.Number("fromSpend", 0) is { } from
            ? new(name.Text, tier.Text("label")?.Text ?? name.Text, from, tier.Number("multiplier", 0) ?? 1)
            : null;
    }

    private static void CheckOrder(ImmutableArray<Tier>.Builder before, Tier tier, Node item, FileProblems problems)
    {
        if (before.Count == 0 && tier.FromSpend != 0)
        {
            problems.Add(item.At, $"The first tier begins at 0, so that everyone has one; '{tier.Name}' begins at {tier.FromSpend}.");
        }

        if (before.Count > 0 && tier.FromSpend <= before[^1].FromSpend)
        {
            problems.Add(
                item.At,
                $"Tiers stand from lowest to highest; '{tier.Name}' begins at {tier.FromSpend}, not above {before[^1].FromSpend}.");
        }

        if (before.Any(other => other.Name == tier.Name))
        {
            problems.Add(item.At, $"The tier '{tier.Name}' is here twice.");
        }
    }
}
