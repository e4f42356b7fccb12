using System.Collections.Immutable;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>What is to be sent, as a send step and a wave give it.</summary>
/// <param name="Template">Null where it was noted as missing.</param>
/// <param name="Purpose">Empty where it was noted as missing.</param>
internal sealed record SendSyntax(TextNode? Template, string Channel, string Purpose, TextNode? Expires, SendTerms Terms)
{
    private static readonly string[] Keys = ["template", "channel", "purpose", "expires", "tags", "priority", "override", "counts"];

    /// <summary>Null where it is no mapping; what is wrong is noted.</summary>
    public static SendSyntax? Read(Node? node, FileProblems problems, Brand brand)
    {
        var map = MapReader.Of(node, problems, "a send", Keys);
        if (map is null)
        {
            return null;
        }

        var template = map.RequiredText("template");
        var purpose = map.RequiredText("purpose");
        if (purpose is not null && brand.Purpose(purpose.Text) is null)
        {
            problems.AddUnknown(purpose, "purpose", brand.Purposes.Select(known => known.Name));
        }

        var channel = map.Text("channel");
        if (channel is not null && channel.Text != SendStep.Preferred && brand.Channel(channel.Text) is null)
        {
            problems.AddUnknown(channel, "channel", brand.Channels.Select(known => known.Name).Append(SendStep.Preferred));
        }

        return new(template, channel?.Text ?? SendStep.Preferred, purpose?.Text ?? "", map.Text("expires"), ReadTerms(map, brand));
    }

    private static SendTerms ReadTerms(MapReader map, Brand brand)
    {
        var tags = ImmutableArray.CreateBuilder<string>();
        foreach (var item in map.Items("tags"))
        {
            if (item is TextNode { Text.Length: > 0 } tag)
            {
                if (!brand.Sending.Tags.Contains(tag.Text))
                {
                    map.Problems.AddUnknown(tag, "tag in sending.yaml", brand.Sending.Tags);
                }

                tags.Add(tag.Text);
            }
            else
            {
                map.Problems.Add(item.At, $"A tag is a name; here stands {item.Description}.");
            }
        }

        var priority = map.Whole("priority", -SendTerms.PriorityMax, SendTerms.PriorityMax) ?? 0;
        return new([.. tags.Distinct()], priority, map.Flag("override") ?? false, map.Flag("counts"));
    }
}
