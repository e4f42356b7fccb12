using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Brands;

/// <summary>Reads brand.yaml. What is not given is as <see cref="Brand"/> has it.</summary>
internal static class BrandReader
{
    private static readonly string[] Addresses = ["email", "phone", "push"];

    public static Brand Read(Node root, FileProblems problems)
    {
        var brand = new Brand();
        var map = MapReader.Of(root, problems, "brand.yaml", "name", "language", "timeZone", "currency", "channels", "purposes", "expires");
        if (map is null)
        {
            return brand;
        }

        var channels = map.Has("channels") ? ReadChannels(map) : brand.Channels;
        return brand with
        {
            Name = map.Text("name")?.Text ?? brand.Name,
            Language = ReadLanguage(map) ?? brand.Language,
            TimeZone = ReadTimeZone(map) ?? brand.TimeZone,
            Currency = ReadCurrency(map) ?? brand.Currency,
            Channels = channels,
            Purposes = map.Has("purposes") ? ReadPurposes(map, channels) : brand.Purposes,
            ExpiresDefault = map.BoundedDuration("expires") ?? brand.ExpiresDefault,
        };
    }

    private static string? ReadLanguage(MapReader map)
    {
        if (map.Text("language") is { } text && !Templates.Languages.IsTag(text.Text))
        {
            map.Problems.Add(text.At, $"{text.Description} is no language tag, like en or de-AT.");
        }

        return map.Text("language")?.Text;
    }

    private static string? ReadTimeZone(MapReader map)
    {
        if (map.Text("timeZone") is not { } text)
        {
            return null;
        }

        if (Zones.Knows(text.Text))
        {
            return text.Text;
        }

        var near = Core.Expressions.Suggestions.For(text.Text, Zones.Ids);
        map.Problems.Add(text.At, $"{text.Description} is no time zone of the tz database, like Europe/Berlin.", near);
        return null;
    }

    private static string? ReadCurrency(MapReader map)
    {
        if (map.Text("currency") is { } text && (text.Text.Length != 3 || !text.Text.All(char.IsAsciiLetterUpper)))
        {
            map.Problems.Add(text.At, $"{text.Description} is no currency code of ISO 4217, like EUR.");
        }

        return map.Text("currency")?.Text;
    }

    private static ImmutableArray<Channel> ReadChannels(MapReader map)
    {
        var channels = ImmutableArray.CreateBuilder<Channel>();
        foreach (var item in map.Items("channels"))
        {
            var channel = MapReader.Of(item, map.Problems, "a channel", "name", "address");
            if (channel?.RequiredText("name") is not { } name || channel.RequiredText("address") is not { } address)
            {
                continue;
            }

            if (!Addresses.Contains(address.Text))
            {
                map.Problems.AddUnknown(address, "kind of address", Addresses);
            }

            if (name.Text == Core.Journeys.SendStep.Preferred || name.Text.StartsWith(Core.Calls.CallRequest.ChannelPrefix, StringComparison.Ordinal) || channels.Any(other => other.Name == name.Text))
            {
                map.Problems.Add(name.At, $"A channel cannot be called '{name.Text}': the name is taken.");
            }

            channels.Add(new(name.Text, address.Text));
        }

        if (channels.Count == 0)
        {
            map.Problems.Add(map.Node("channels")!.At, "A brand needs a channel, like { name: email, address: email }.");
        }

        return channels.ToImmutable();
    }

    private static ImmutableArray<string> ReadDoubleOptIn(MapReader purpose, ImmutableArray<Channel> channels)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var item in purpose.Items("doubleOptIn"))
        {
            if (item is TextNode name && channels.Any(channel => channel.Name == name.Text))
            {
                names.Add(name.Text);
            }
            else if (item is TextNode unknown)
            {
                purpose.Problems.AddUnknown(unknown, "channel", channels.Select(channel => channel.Name));
            }
            else
            {
                purpose.Problems.Add(item.At, $"'doubleOptIn' is a list of channels; here stands {item.Description}.");
            }
        }

        return names.ToImmutable();
    }

    private static bool ReadEvidence(MapReader purpose)
    {
        if (purpose.Text("evidence") is { } text && text.Text is not ("required" or "optional"))
        {
            purpose.Problems.Add(text.At, $"'evidence' is required or optional; here stands {text.Description}.");
        }

        return purpose.Text("evidence")?.Text == "required";
    }

    private static ImmutableArray<Purpose> ReadPurposes(MapReader map, ImmutableArray<Channel> channels)
    {
        var purposes = ImmutableArray.CreateBuilder<Purpose>();
        foreach (var item in map.Items("purposes"))
        {
            var purpose = MapReader.Of(item, map.Problems, "a purpose", "name", "consent", "transactional", "doubleOptIn", "evidence");
            if (purpose?.RequiredText("name") is not { } name)
            {
                continue;
            }

            if (purposes.Any(other => other.Name == name.Text))
            {
                map.Problems.Add(name.At, $"The purpose '{name.Text}' is here twice.");
            }

            var read = new Purpose(name.Text, purpose.Flag("consent") ?? true);
            purposes.Add(read with
            {
                Transactional = purpose.Flag("transactional") ?? read.Transactional,
                DoubleOptIn = ReadDoubleOptIn(purpose, channels),
                NeedsEvidence = ReadEvidence(purpose),
            });
        }

        if (purposes.Count == 0)
        {
            map.Problems.Add(map.Node("purposes")!.At, "A brand needs a purpose, like { name: marketing, consent: true }.");
        }

        return purposes.ToImmutable();
    }
}
