using System.Collections.Immutable;
using System.Globalization;
using JourneyGrains.Core.Campaigns;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Events;
using JourneyGrains.Definitions.Expressions;
using JourneyGrains.Definitions.Journeys;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Campaigns;

/// <summary>Reads a campaign file.</summary>
internal sealed class CampaignReader(FileProblems problems, EventCatalogue events, Brand brand, TemplateUses uses, JourneyNames journeys)
{
    private const int RateMax = 1_000_000;

    private readonly ExpressionReader expressions = new(problems, events);

    /// <summary>The campaign, or null where it is too wrong for one; what is wrong is noted.</summary>
    public Campaign? Read(Node root)
    {
        var map = MapReader.Of(root, problems, "a campaign", "campaign", "waves");
        if (map is null)
        {
            return null;
        }

        var name = Names.Check(map.RequiredText("campaign"), problems);
        map.Required("waves");
        var waves = ImmutableArray.CreateBuilder<Wave>();
        foreach (var item in map.Items("waves"))
        {
            if (ReadWave(item) is { } wave)
            {
                if (waves.Any(other => other.Name == wave.Name))
                {
                    problems.Add(item.At, $"The wave '{wave.Name}' is here twice.");
                }

                waves.Add(wave);
            }
        }

        return name is null ? null : new(name, waves.ToImmutable());
    }

    private Wave? ReadWave(Node item)
    {
        var map = MapReader.Of(item, problems, "a wave", "wave", "audience", "send", "enter", "rate");
        if (map is null)
        {
            return null;
        }

        var name = Names.Check(map.RequiredText("wave"), problems);
        var audience = expressions.Condition(map.RequiredText("audience"), FieldTable.Customer);
        var journey = map.Text("enter");
        journeys.CheckEntered(journey, problems);
        var send = SendSyntax.Read(map.Has("enter") ? map.Node("send") : map.Required("send"), problems, brand);
        var expires = expressions.DurationOr(send?.Expires, FieldTable.Customer, "'expires'", ValueKind.Duration, ValueKind.Time);
        var rate = ReadRate(map.Text("rate"));
        uses.Add(send?.Template, FieldTable.Customer);
        return name is null || audience is null || (send?.Template is null && journey is null)
            ? null
            : new(name, audience, send?.Template?.Text, send?.Channel ?? SendStep.Preferred, send?.Purpose ?? "", expires, rate)
            {
                Terms = send?.Terms ?? SendTerms.Plain,
                Journey = journey?.Text,
            };
    }

    private int ReadRate(TextNode? text)
    {
        if (text is null)
        {
            return 0;
        }

        var digits = text.Text.EndsWith("/s", StringComparison.Ordinal) ? text.Text[..^2].TrimEnd() : text.Text;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is >= 1 and <= RateMax)
        {
            return rate;
        }

        problems.Add(
            text.At,
            $"'rate' is customers per second over all, 1 to {RateMax}, like 500/s; here stands {text.Description}. "
                + "Leave it out for as fast as it goes.");
        return 0;
    }
}
