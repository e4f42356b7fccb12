using System.Collections.Immutable;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Definitions;

/// <summary>What is no mistake in a folder of definitions, but probably not what was meant.</summary>
public static class DefinitionNotes
{
    private const string BrandFile = "brand.yaml";

    /// <summary>A sentence for each; none where all is as usual.</summary>
    /// <param name="folder">The one that was read.</param>
    /// <param name="loaded">What it came to.</param>
    public static ImmutableArray<string> Of(string folder, LoadedDefinitions loaded) =>
        [.. Brand(loaded), .. Nothing(loaded), .. Unread(folder), .. loaded.Doubts.Select(doubt => doubt.ToString())];

    /// <summary>Says that a folder has nothing by which anything would be done for anyone, so that it is probably the wrong one; null: it has, or has errors.</summary>
    /// <param name="folder">The one that was read.</param>
    /// <param name="loaded">What it came to.</param>
    public static string? Empty(string folder, LoadedDefinitions loaded) =>
        loaded.Definitions is { Journeys.Length: 0, Campaigns.Length: 0, Segments.Length: 0, Templates.Count: 0, Programme: null }
            ? $"There are no definitions in '{folder}'; they are files like NAME.journey.yaml.{string.Concat(Unread(folder).Select(note => $" {note}"))}"
            : null;

    /// <summary>A sentence for each folder in it that holds definitions: none is read but that of the templates.</summary>
    public static IEnumerable<string> Unread(string folder) => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
        .Select(inner => (Name: Path.GetFileName(inner), Count: CountIn(inner)))
        .Where(inner => inner.Count > 0)
        .Select(inner => $"{(inner.Count == 1 ? "1 file" : $"{inner.Count} files")} of definitions in its folder '{inner.Name}' would not be read; "
            + "put what is in it beside it, or name that folder.");

    private static IEnumerable<string> Brand(LoadedDefinitions loaded)
    {
        if (loaded.Files is { } files && !files.Files.Any(file => file.Name == BrandFile))
        {
            var brand = new Brand();
            var channels = string.Join(", ", brand.Channels.Select(channel => channel.Name));
            var purposes = string.Join(", ", brand.Purposes.Select(purpose => $"{purpose.Name} ({(purpose.NeedsConsent ? "with" : "without")} consent)"));
            yield return $"There is no {BrandFile}, so this counts: name '{brand.Name}', language {brand.Language}, time zone {brand.TimeZone}, currency {brand.Currency}, "
                + $"channels {channels}, purposes {purposes}, messages expire after {Durations.Format(brand.ExpiresDefault)}.";
        }
    }

    private static IEnumerable<string> Nothing(LoadedDefinitions loaded)
    {
        if (loaded.Definitions is { Journeys.Length: 0, Campaigns.Length: 0 })
        {
            yield return "There is no journey and no campaign, so nobody would be told anything.";
        }
    }

    private static int CountIn(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder).Count(path => DefinitionFolder.KindOf(Path.GetFileName(path)) is DefinitionFileKind.Journey
                or DefinitionFileKind.Campaign or DefinitionFileKind.Segment or DefinitionFileKind.Offer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What may not be looked into is not told of either.
            return 0;
        }
    }
}
