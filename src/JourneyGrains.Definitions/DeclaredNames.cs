using System.Collections.Immutable;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions;

/// <summary>
/// The names that the files of a folder give, also those files in which something is wrong: that is told there, and not again wherever they are
/// named.
/// </summary>
internal static class DeclaredNames
{
    /// <param name="programme">Null where there is none, or where something is wrong in it.</param>
    public static KnownNames Of(DefinitionFolder folder, Brand brand, Programme? programme)
    {
        var names = new Dictionary<NameKind, ImmutableArray<string>>
        {
            [NameKind.Segment] = Of(folder, DefinitionFileKind.Segment, "segment"),
            [NameKind.Journey] = Of(folder, DefinitionFileKind.Journey, "journey"),
            [NameKind.Offer] = Of(folder, DefinitionFileKind.Offer, "offer"),
            [NameKind.Campaign] = Of(folder, DefinitionFileKind.Campaign, "campaign"),
            [NameKind.Channel] = [.. brand.Channels.Select(channel => channel.Name)],
            [NameKind.Purpose] = [.. brand.Purposes.Select(purpose => purpose.Name)],
        };
        if (Waves(folder) is { } waves)
        {
            names[NameKind.Wave] = waves;
        }

        if (programme is not null || folder.Of(DefinitionFileKind.Programme).All(file => !file.Problems.Any))
        {
            names[NameKind.Tier] = [.. (programme?.Tiers ?? []).Select(tier => tier.Name)];
        }

        return new(names);
    }

    /// <summary>What the files say; of one that does not say it, the name that its own suggests.</summary>
    private static ImmutableArray<string> Of(DefinitionFolder folder, DefinitionFileKind kind, string key) =>
        [.. folder.Of(kind).Select(file => TextOf(file.Root, key) is { } name && Names.Is(name) ? name : file.Name.Split('.')[0]).Distinct(StringComparer.Ordinal)];

    /// <summary>Null: not all of them can be told.</summary>
    private static ImmutableArray<string>? Waves(DefinitionFolder folder)
    {
        var waves = folder.Of(DefinitionFileKind.Campaign).Select(file => Entry(file.Root, "waves")).ToArray();
        var names = waves.SelectMany(node => node is ListNode list ? list.Items : node is null ? [] : [node]).Select(wave => TextOf(wave, "wave")).ToArray();
        return waves.Contains(null) || names.Contains(null) ? null : [.. names.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static string? TextOf(Node? node, string key) => Entry(node, key) is TextNode { Text.Length: > 0 } text ? text.Text : null;

    /// <summary>What stands under a key, or under what is probably meant to be it.</summary>
    private static Node? Entry(Node? node, string key) => node is MapNode map
        ? map.Entries.FirstOrDefault(entry => entry.Key.Text == key).Value
            ?? map.Entries.FirstOrDefault(entry => Suggestions.For(entry.Key.Text, [key]) is not null).Value
        : null;
}
