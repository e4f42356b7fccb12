using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Core.Campaigns;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Offers;
using JourneyGrains.Core.Segments;
using JourneyGrains.Definitions.Brands;
using JourneyGrains.Definitions.Campaigns;
using JourneyGrains.Definitions.Events;
using JourneyGrains.Definitions.Governance;
using JourneyGrains.Definitions.Journeys;
using JourneyGrains.Definitions.Loyalty;
using JourneyGrains.Definitions.Offers;
using JourneyGrains.Definitions.Segments;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions;

/// <summary>Reads a folder of definitions: brand, rules of sending, journeys, segments, templates, loyalty programme, offers, campaigns, event types.</summary>
public static class DefinitionReader
{
    /// <summary>Reads and checks everything; all problems are found, not only the first.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static LoadedDefinitions Read(string folder) => Read(DefinitionFiles.Of(folder));

    /// <inheritdoc cref="Read(string)"/>
    public static LoadedDefinitions Read(DefinitionFiles raw) => Read(raw, forgiving: false);

    /// <summary>
    /// The same of files that were published: an older program took comparisons that can never hold, and by those versions runs still go.
    /// </summary>
    /// <param name="refused">What this program would not publish and is taken all the same; none: it would publish all of it, or cannot read it.</param>
    public static LoadedDefinitions ReadPublished(DefinitionFiles raw, out ImmutableArray<Diagnostic> refused)
    {
        var read = Read(raw);
        refused = [];
        if (read.Succeeded || Read(raw, forgiving: true) is not { Succeeded: true } taken)
        {
            return read;
        }

        refused = read.Diagnostics;
        return taken;
    }

    /// <inheritdoc cref="ReadPublished(DefinitionFiles, out ImmutableArray{Diagnostic})"/>
    public static LoadedDefinitions ReadPublished(DefinitionFiles raw) => ReadPublished(raw, out _);

    private static LoadedDefinitions Read(DefinitionFiles raw, bool forgiving)
    {
        var diagnostics = new List<Diagnostic>();
        var doubts = new List<Diagnostic>();
        var files = DefinitionFolder.Read(raw, diagnostics, doubts);
        var calls = new List<CallPlace>();
        var (definitions, templates) = Read(files, calls, forgiving);
        return diagnostics.Count == 0
            ? new(definitions, templates, []) { Files = raw, Calls = [.. calls], Doubts = InOrder(doubts) }
            : new(null, null, InOrder(diagnostics)) { Files = raw, Doubts = InOrder(doubts) };
    }

    private static ImmutableArray<Diagnostic> InOrder(List<Diagnostic> found) =>
        [.. found.OrderBy(one => one.File, StringComparer.Ordinal).ThenBy(one => one.Line).ThenBy(one => one.Column)];

    private static (DefinitionSet Definitions, TemplateSet Templates) Read(DefinitionFolder folder, List<CallPlace> calls, bool forgiving)
    {
        var brand = One(folder, DefinitionFileKind.Brand, BrandReader.Read) ?? new Brand();
        if (One(folder, DefinitionFileKind.Sending, (root, problems) => new SendingReader(problems, brand).Read(root)) is { } sending)
        {
            brand = brand with { Sending = sending };
        }

        var types = folder.Of(DefinitionFileKind.Events).SelectMany(file => YamlOf(file, EventsReader.Read)).ToImmutableArray();
        var programme = One(folder, DefinitionFileKind.Programme, ProgrammeReader.Read);
        var names = DeclaredNames.Of(folder, brand, programme);
        var events = new EventCatalogue(types) { Given = forgiving ? names.Forgive() : names };
        // A segment is not made of segments, which is told by its reader.
        var ofSegment = new EventCatalogue(types) { Given = events.Given.Without(NameKind.Segment) };
        var segments = ReadAll(
            folder, DefinitionFileKind.Segment, (root, problems) => new SegmentReader(problems, ofSegment).Read(root), segment => segment.Name);
        CheckCount(folder, DefinitionFileKind.Segment, "segments", CustomerLimits.SegmentsMax);
        var library = new TemplateLibrary(
            brand, TemplatesOf(folder, DefinitionFileKind.Template), TemplatesOf(folder, DefinitionFileKind.Partial));
        var templates = library.Compile();
        var points = folder.Of(DefinitionFileKind.Programme).Any();
        var offers = ReadAll(folder, DefinitionFileKind.Offer, (root, problems) => new OfferReader(problems, points).Read(root), offer => offer.Name);
        CheckCount(folder, DefinitionFileKind.Offer, "offers", Offer.OffersMax);
        var rewards = new RewardNames(points, events.Given.Of(NameKind.Offer) ?? []);
        var starts = new JourneyStarts(events);
        var journeys = ReadAll(
            folder,
            DefinitionFileKind.Journey,
            (root, problems) => new JourneyReader(problems, events, brand, new(library, problems), starts, rewards, calls).Read(root),
            journey => journey.Name);
        var known = new JourneyNames(journeys, events);
        starts.Check(known);
        var campaigns = ReadAll(
            folder,
            DefinitionFileKind.Campaign,
            (root, problems) => new CampaignReader(problems, events, brand, new(library, problems), known).Read(root),
            campaign => campaign.Name);
        return (new(folder.Digest, brand, journeys, programme, campaigns, library.Infos, types, offers) { Segments = segments }, templates);
    }

    private static void CheckCount(DefinitionFolder folder, DefinitionFileKind kind, string what, int most)
    {
        var files = folder.Of(kind).ToArray();
        if (files.Length > most)
        {
            files[most].Problems.Add(new(1, 1), $"There are {files.Length} {what}; {most} are the most.");
        }
    }

    private static T? One<T>(DefinitionFolder folder, DefinitionFileKind kind, Func<Node, FileProblems, T?> read)
        where T : class =>
        folder.Of(kind).FirstOrDefault() is { Root: { } root } file
            ? read(root, file.Problems)
            : null;

    private static ImmutableArray<EventType> YamlOf(DefinitionFile file, Func<Node, FileProblems, ImmutableArray<EventType>> read) =>
        file.Root is { } root ? read(root, file.Problems) : [];

    /// <summary>One of each file; of two with the same name the second is noted and left out.</summary>
    private static ImmutableArray<T> ReadAll<T>(
        DefinitionFolder folder, DefinitionFileKind kind, Func<Node, FileProblems, T?> read, Func<T, string> nameOf)
        where T : class
    {
        var found = ImmutableArray.CreateBuilder<T>();
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in folder.Of(kind))
        {
            if (file.Root is not { } root || read(root, file.Problems) is not { } definition)
            {
                continue;
            }

            if (files.TryAdd(nameOf(definition), file.Name))
            {
                found.Add(definition);
            }
            else
            {
                file.Problems.Add(root.At, $"'{nameOf(definition)}' is already the name of what {files[nameOf(definition)]} defines.");
            }
        }

        return found.ToImmutable();
    }

    private static TemplateFile[] TemplatesOf(DefinitionFolder folder, DefinitionFileKind kind) => folder.Of(kind)
        .Select(file => TemplateFile.Read(Path.GetFileName(file.Name), file.Text, kind == DefinitionFileKind.Partial, file.Problems))
        .OfType<TemplateFile>()
        .ToArray();
}
