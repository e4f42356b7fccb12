using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads what gives a customer something: points and offers.</summary>
internal sealed class RewardReader(FileProblems problems, RewardNames rewards)
{
    private const int ReasonMax = 200;

    /// <summary>A number or an expression, or a mapping of points and reason.</summary>
    public AwardSyntax ReadAward(Node node, AwardSyntax empty)
    {
        if (!rewards.HasPoints)
        {
            problems.Add(empty.At, "There are no points to award: the folder has no programme.yaml.");
        }

        if (node is TextNode { Text.Length: > 0 } points)
        {
            return empty with { Points = points };
        }

        var map = MapReader.Of(node, problems, "an award", "points", "reason");
        if (map?.Text("reason") is { Text.Length: > ReasonMax } reason)
        {
            problems.Add(reason.At, $"A reason has {ReasonMax} characters at most.");
        }

        return map is null ? empty : empty with { Points = map.RequiredText("points"), Reason = map.Text("reason")?.Text };
    }

    /// <summary>The offer's name, or a mapping of offer and expires.</summary>
    public OfferSyntax ReadOffer(Node node, OfferSyntax empty)
    {
        if (node is TextNode { Text.Length: > 0 } name)
        {
            return empty with { Offer = Check(name) };
        }

        var map = MapReader.Of(node, problems, "an offer", "offer", "expires");
        return map?.RequiredText("offer") is { } offer ? empty with { Offer = Check(offer), Expires = map.Text("expires") } : empty;
    }

    private string Check(TextNode name)
    {
        if (!rewards.Offers.Contains(name.Text))
        {
            problems.AddUnknown(name, "offer", rewards.Offers);
        }

        return name.Text;
    }
}

/// <summary>What a brand has to give.</summary>
internal sealed record RewardNames(bool HasPoints, IReadOnlyCollection<string> Offers);
