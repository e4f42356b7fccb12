using System.Collections.Immutable;
using System.Text;
using JourneyGrains.Core;
using JourneyGrains.Core.Journeys;

namespace JourneyGrains.Definitions.Differences;

/// <summary>
/// Compares two sets of definitions by what they mean, not by how they are written: layout, comments, quotes and the order of keys are no
/// difference. Steps are known by their ids, wherever they stand; templates by their files, whose text is what they mean.
/// </summary>
public static class DefinitionComparison
{
    private const string Templates = "templates/";

    public static ImmutableArray<DefinitionChange> Of(
        DefinitionFiles beforeFiles, DefinitionSet before, DefinitionFiles afterFiles, DefinitionSet after) =>
    [
        .. Named(before.Journeys, after.Journeys, journey => journey.Name).SelectMany(pair => Journey(pair.Name, pair.Before, pair.After)),
        .. Named(before.Campaigns, after.Campaigns, campaign => campaign.Name).SelectMany(pair => Whole($"campaign {pair.Name}", pair.Before, pair.After)),
        .. Named(before.Segments, after.Segments, segment => segment.Name).SelectMany(pair => Whole($"segment {pair.Name}", pair.Before, pair.After)),
        .. Named(before.Offers.Values, after.Offers.Values, offer => offer.Name).SelectMany(pair => Whole($"offer {pair.Name}", pair.Before, pair.After)),
        .. Whole("sending", before.Brand.Sending, after.Brand.Sending),
        .. Whole("brand", before.Brand, after.Brand).Where(change => !change.Part.StartsWith("sending", StringComparison.Ordinal)),
        .. Whole("programme", before.Programme, after.Programme),
        .. Named(before.EventTypes.Values, after.EventTypes.Values, type => type.Name).SelectMany(pair => Whole($"event type {pair.Name}", pair.Before, pair.After)),
        .. TemplateFiles(beforeFiles, afterFiles),
    ];

    private static IEnumerable<DefinitionChange> Journey(string name, Journey? before, Journey? after)
    {
        var of = $"journey {name}";
        if (before is null || after is null)
        {
            yield return new(of, "", before?.Version, after?.Version);
            yield break;
        }

        var names = StepNames.Of(before, after);
        foreach (var change in Whole(of, before with { Steps = [], Version = "", KeptProperties = [] }, after with { Steps = [], Version = "", KeptProperties = [] }))
        {
            yield return change;
        }

        foreach (var (id, one, other) in Named(before.Steps, after.Steps, step => step.Id))
        {
            var (was, becomes) = names.Tell(one, before, other, after);
            if (was != becomes)
            {
                yield return new(of, $"step {id}", was, becomes);
            }
        }
    }

    /// <summary>What is told of a part is told leaf by leaf: a cap that allows one more is one line.</summary>
    private static IEnumerable<DefinitionChange> Whole(string of, object? before, object? after)
    {
        var (was, becomes) = (Meaning.Of(before), Meaning.Of(after));
        if (before is null != after is null)
        {
            return [new(of, "", before is null ? null : "there", after is null ? null : "there")];
        }

        return was.Keys.Union(becomes.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(path => was.GetValueOrDefault(path) != becomes.GetValueOrDefault(path))
            .Select(path => new DefinitionChange(of, path, was.GetValueOrDefault(path), becomes.GetValueOrDefault(path)));
    }

    private static IEnumerable<DefinitionChange> TemplateFiles(DefinitionFiles before, DefinitionFiles after) =>
        Named(Texts(before), Texts(after), file => file.Name[Templates.Length..])
            .Where(pair => pair.Before is null || pair.After is null || !pair.Before.Bytes.AsSpan().SequenceEqual(pair.After.Bytes))
            .Select(pair => new DefinitionChange($"template {pair.Name}", "", Size(pair.Before), Size(pair.After)));

    private static IEnumerable<RawFile> Texts(DefinitionFiles files) => files.Files.Where(file => file.Name.StartsWith(Templates, StringComparison.Ordinal));

    private static string? Size(RawFile? file) => file is null
        ? null
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetCharCount(file.Bytes)} characters");

    private static IEnumerable<(string Name, T? Before, T? After)> Named<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, string> name)
        where T : class
    {
        var (was, becomes) = (before.ToDictionary(name, StringComparer.Ordinal), after.ToDictionary(name, StringComparer.Ordinal));
        return was.Keys.Union(becomes.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(known => (known, was.GetValueOrDefault(known), becomes.GetValueOrDefault(known)));
    }
}
