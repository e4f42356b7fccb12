using JourneyGrains.Core.Offers;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Offers;

/// <summary>Reads an offer file.</summary>
/// <param name="points">There is a loyalty programme.</param>
internal sealed class OfferReader(FileProblems problems, bool points)
{
    private const int LimitMax = 1000;

    /// <summary>The offer, or null where it is too wrong for one; what is wrong is noted.</summary>
    public Offer? Read(Node root)
    {
        var map = MapReader.Of(root, problems, "an offer", "offer", "kind", "value", "valid", "cost", "limit", "code");
        if (map is null)
        {
            return null;
        }

        var name = Names.Check(map.RequiredText("offer"), problems);
        var kind = ReadKind(map);
        map.Required("value");
        map.Required("valid");
        var value = map.Number("value", 0);
        CheckValue(map, kind, value);
        var offer = new Offer(name ?? "", kind ?? OfferKind.Percent, value ?? 0, map.BoundedDuration("valid") ?? TimeSpan.Zero, ReadCode(map))
        {
            Cost = map.Number("cost", 0),
            Limit = map.Whole("limit", 1, LimitMax),
        };
        return name is null || kind is null ? null : offer;
    }

    private OfferKind? ReadKind(MapReader map)
    {
        if (map.RequiredText("kind") is not { } text)
        {
            return null;
        }

        switch (text.Text)
        {
            case "percent":
                return OfferKind.Percent;
            case "amount":
                return OfferKind.Amount;
            case "points":
                if (!points)
                {
                    problems.Add(text.At, "There are no points to give: the folder has no programme.yaml.");
                }

                return OfferKind.Points;
            default:
                problems.AddUnknown(text, "kind of offer", ["percent", "amount", "points"]);
                return null;
        }
    }

    private void CheckValue(MapReader map, OfferKind? kind, decimal? value)
    {
        var wrong = (kind, value) switch
        {
            (_, null) => null,
            (_, 0) => "'value' is more than 0.",
            (OfferKind.Percent, > 100) => "'value' is percent of an order: 100 at most.",
            (OfferKind.Points, { } many) when many != decimal.Truncate(many) || many > Core.Customers.CustomerLimits.AwardMax =>
                $"'value' is a whole number of points, {Core.Customers.CustomerLimits.AwardMax} at most.",
            _ => null,
        };
        if (wrong is not null)
        {
            problems.Add(map.Node("value")!.At, wrong);
        }
    }

    private CodePattern ReadCode(MapReader map)
    {
        if (map.Text("code") is not { } text)
        {
            return CodePattern.Plain;
        }

        if (CodePattern.Of(text.Text) is { } pattern)
        {
            return pattern;
        }

        problems.Add(
            text.At,
            $"A code is made of A-Z, 0-9, '-' and {CodePattern.PlacesMin} to {CodePattern.PlacesMax} '#' for what is chosen, {CodePattern.LengthMax} characters at most, like \"BACK-########\".");
        return CodePattern.Plain;
    }
}
