using JourneyGrains.Core;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Lives;

/// <summary>What lives were decided by: one edition after the other, each with the versions of journeys before it.</summary>
public sealed class LifeEditions
{
    private readonly SortedDictionary<int, Variant> editions = [];
    private readonly Variant? always;

    private LifeEditions(Variant? always) => this.always = always;

    /// <summary>The same definitions all the time, whatever editions the lives name.</summary>
    public static LifeEditions Always(DefinitionSet definitions, TemplateSet? templates) => new(new Variant(definitions, templates));

    /// <summary>Those of an exported log; null where an older program exported it, which kept none.</summary>
    /// <exception cref="InvalidDataException">The files of an edition have errors.</exception>
    public static LifeEditions? Of(LogAbout about, string folder)
    {
        if (about.Editions.IsEmpty)
        {
            return null;
        }

        var history = new EditionHistory(about.Editions);
        var loaded = about.Editions.Where(edition => edition.Kept)
            .ToDictionary(edition => edition.Number, edition => Load(LogFolder.EditionFolder(folder, edition.Number)));
        var all = new LifeEditions(null);
        foreach (var (number, edition) in loaded)
        {
            var published = history.Publish(number, edition, loaded);
            all.editions[number] = new(published.Definitions!, published.Templates);
        }

        return all;
    }

    /// <summary>What is in force at the end.</summary>
    internal Variant Last => always ?? editions.Values.LastOrDefault() ?? throw new InvalidDataException("The log has no edition of the definitions with it.");

    /// <summary>An edition; 0, which a life of before editions has, is the first.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    internal Variant Of(int number) => always ?? (number == 0 ? editions.Values.FirstOrDefault() : editions.GetValueOrDefault(number))
        ?? throw new InvalidDataException($"Lives were decided by edition {number} of the definitions, whose files are no longer kept.");

    private static LoadedDefinitions Load(string folder)
    {
        var loaded = DefinitionReader.ReadPublished(DefinitionFiles.Of(folder));
        return loaded.Succeeded ? loaded : throw new InvalidDataException($"The definitions in '{folder}' have errors: {loaded.Diagnostics[0]}");
    }
}
