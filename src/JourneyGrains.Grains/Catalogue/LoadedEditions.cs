using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>
/// The editions that this silo has in memory, and the history they are of: the one in force, and older ones by whose versions runs still go. For one
/// caller at a time.
/// </summary>
internal sealed partial class LoadedEditions(EditionStore store, ILogger logger)
{
    private readonly Dictionary<int, LoadedDefinitions> byNumber = [];

    /// <summary>As the store had it when it was last read or published to.</summary>
    public EditionHistory History { get; private set; } = EditionHistory.None;

    public async Task ReadHistoryAsync() => History = await store.HistoryAsync();

    /// <summary>Makes files the last edition, where they are not so already.</summary>
    public async Task PublishAsync(SiloFiles files) => History = await store.PublishAsync(files.Raw, files.Definitions);

    /// <summary>Has an edition at hand that the silo's own files are.</summary>
    public void Add(Edition edition, SiloFiles files) => byNumber[edition.Number] = files.Loaded;

    /// <summary>Has an edition at hand; false: its files are no longer kept, or this program cannot read them.</summary>
    public async Task<bool> LoadAsync(Edition edition)
    {
        if (byNumber.ContainsKey(edition.Number))
        {
            return true;
        }

        if (await store.FilesAsync(edition) is not { } raw)
        {
            return false;
        }

        var loaded = DefinitionReader.ReadPublished(raw, out var refused);
        if (!loaded.Succeeded)
        {
            LogUnreadable(logger, edition.Number, loaded.Diagnostics[0].ToString());
            return false;
        }

        if (!refused.IsEmpty)
        {
            LogForgiven(logger, edition.Number, refused.Length, refused[0].ToString());
        }

        byNumber[edition.Number] = loaded;
        return true;
    }

    /// <summary>Has the newest edition before a number at hand that has a journey in a version; null: there is none.</summary>
    public async Task<Edition?> LoadVersionAsync(string journey, string version, int before) =>
        History.WithVersion(journey, version, before) is { } edition && await LoadAsync(edition) ? edition : null;

    /// <summary>Lets go of all others.</summary>
    public void KeepOnly(IEnumerable<int> numbers)
    {
        foreach (var number in byNumber.Keys.Except(numbers).ToList())
        {
            byNumber.Remove(number);
        }
    }

    /// <summary>An edition as its turns are decided by: with the older versions of its journeys and their templates that are at hand.</summary>
    public LoadedDefinitions Compose(int number) => History.Publish(number, byNumber[number], byNumber);

    [LoggerMessage(
        25,
        LogLevel.Warning,
        "Edition {Edition} of the definitions is read as it was published, though {Count} of what it says would be refused today. Mend it before it is published anew: {Problem}")]
    private static partial void LogForgiven(ILogger logger, int edition, int count, string problem);

    [LoggerMessage(23, LogLevel.Warning, "Edition {Edition} of the definitions cannot be read by this program: {Problem}")]
    private static partial void LogUnreadable(ILogger logger, int edition, string problem);
}
