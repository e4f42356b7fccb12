using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Definitions.Templates;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>The definitions in force in this silo, replaced all at once, with the older versions of journeys that runs still go by.</summary>
public sealed partial class DefinitionCatalogue : IDisposable
{
    private readonly string folder;
    private readonly EditionStore store;
    private readonly ILogger<DefinitionCatalogue> logger;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<int, LoadedDefinitions> editions = [];
    private readonly HashSet<(string Journey, string Version)> lost = [];
    private EditionHistory history = EditionHistory.None;
    private volatile LoadedDefinitions current;
    private Folder files;

    /// <param name="folder">The folder of definition files.</param>
    /// <exception cref="DefinitionException">The folder has errors: a silo does not start with half a marketing plan.</exception>
    internal DefinitionCatalogue(string folder, EditionStore store, ILogger<DefinitionCatalogue> logger)
    {
        (this.folder, this.store, this.logger) = (folder, store, logger);
        files = Folder.Read(folder);
        if (!files.Loaded.Succeeded)
        {
            throw new DefinitionException(folder, files.Loaded.Diagnostics);
        }

        current = files.Loaded;
    }

    public DefinitionSet Current => current.Definitions!;

    public TemplateSet Templates => current.Templates!;

    /// <summary>
    /// Takes the last edition of the store, or publishes the silo's own files.
    /// </summary>
    /// <param name="alone">No other silo serves: what the files hold is what is wanted. Else the cluster's edition is, until a reload.</param>
    public Task StartAsync(bool alone) => Within(async () =>
    {
        history = await store.HistoryAsync();
        if (alone || history.Last is null)
        {
            history = await store.PublishAsync(files.Raw, files.Loaded.Definitions!);
        }

        var last = history.Last!;
        if (last.Digest != files.Loaded.Definitions!.Digest)
        {
            LogOtherFiles(logger, last.Number);
        }

        await ChangeToAsync(last);
    });

    /// <summary>
    /// Reads the folder again and keeps it ready, so that all silos can agree before any of them changes. What is in force stays.
    /// </summary>
    public LoadedDefinitions Read()
    {
        var read = Folder.Read(folder);
        files = read.Loaded.Succeeded ? read : files;
        return read.Loaded;
    }

    /// <summary>Publishes what was read last; null: it is not that version any more.</summary>
    public async Task<int?> PublishAsync(string digest)
    {
        var (raw, loaded) = files;
        return loaded.Definitions!.Digest == digest ? (await store.PublishAsync(raw, loaded.Definitions)).Last!.Number : null;
    }

    /// <summary>Puts the last edition of the store in force; false: it is not that one any more.</summary>
    public async Task<bool> PutInForceAsync(int edition)
    {
        await Within(async () =>
        {
            history = await store.HistoryAsync();
            await ChangeToAsync(history.Last!);
        });
        return Current.Edition == edition;
    }

    /// <summary>
    /// Sees to it that what decides for a customer is at hand: the edition they have had, should another silo have changed to it first, and
    /// the versions of their runs.
    /// </summary>
    public ValueTask EnsureAsync(CustomerState state) =>
        state.Edition <= Current.Edition && (state.Runs.IsEmpty && state.Goals.IsEmpty && state.Ended.IsEmpty || RunsOf(state).All(IsAtHand))
            ? ValueTask.CompletedTask
            : new(Within(() => FetchAsync(state)));

    /// <summary>The published editions, as the store has them.</summary>
    public Task<EditionHistory> HistoryAsync() => store.HistoryAsync();

    public void Dispose() => gate.Dispose();

    private static IEnumerable<Run> RunsOf(CustomerState state) => state.Runs.Concat(state.Ended).Concat(state.Goals.Select(open => open.Run));

    private bool IsAtHand(Run run) => Current.Knows(run) || lost.Contains((run.Journey, run.Version));

    private async Task FetchAsync(CustomerState state)
    {
        if (state.Edition > Current.Edition)
        {
            history = await store.HistoryAsync();
            await ChangeToAsync(history.Last!);
        }

        foreach (var run in RunsOf(state).Where(run => !IsAtHand(run)))
        {
            if (history.WithVersion(run.Journey, run.Version, Current.Edition) is { } edition && await LoadAsync(edition) is not null)
            {
                Compose(Current.Edition);
            }

            if (!Current.Knows(run))
            {
                lost.Add((run.Journey, run.Version));
                LogLost(logger, run.Journey, run.Version);
            }
        }
    }

    /// <summary>Keeps of the older editions in memory the one before, for messages under way, and those with runs on them.</summary>
    private async Task ChangeToAsync(Edition edition)
    {
        if (edition.Number == Current.Edition)
        {
            return;
        }

        if (edition.Digest == files.Loaded.Definitions!.Digest)
        {
            editions[edition.Number] = files.Loaded;
        }
        else if (await LoadAsync(edition) is null)
        {
            throw new InvalidOperationException($"Edition {edition.Number} of the definitions is in force, and its files are not in the store.");
        }

        var needed = new HashSet<int> { edition.Number, Current.Edition };
        foreach (var name in (await store.RunsAsync()).Keys)
        {
            var at = name.LastIndexOf('@');
            if (history.WithVersion(name[..at], name[(at + 1)..], edition.Number) is { } older && await LoadAsync(older) is not null)
            {
                needed.Add(older.Number);
            }
        }

        editions.Keys.Except(needed).ToList().ForEach(number => editions.Remove(number));
        Compose(edition.Number);
        LogInForce(logger, edition.Number, edition.Digest[..12]);
    }

    private async Task<LoadedDefinitions?> LoadAsync(Edition edition)
    {
        if (!editions.TryGetValue(edition.Number, out var loaded) && await store.FilesAsync(edition) is { } raw)
        {
            loaded = DefinitionReader.Read(raw);
            if (!loaded.Succeeded)
            {
                LogUnreadable(logger, edition.Number, loaded.Diagnostics[0].ToString());
                return null;
            }

            editions[edition.Number] = loaded;
        }

        return loaded;
    }

    private void Compose(int number)
    {
        var sets = editions.ToDictionary(edition => edition.Key, edition => edition.Value.Definitions!);
        var older = editions.Where(edition => edition.Key < number).OrderByDescending(edition => edition.Key).Select(edition => edition.Value.Templates!);
        current = new(history.Publish(number, sets[number], sets), editions[number].Templates!.Beside(older), []);
    }

    private async Task Within(Func<Task> change)
    {
        await gate.WaitAsync();
        try
        {
            await change();
        }
        finally
        {
            gate.Release();
        }
    }

    [LoggerMessage(20, LogLevel.Information, "Edition {Edition} of the definitions ({Version}) is in force.")]
    private static partial void LogInForce(ILogger logger, int edition, string version);

    [LoggerMessage(21, LogLevel.Warning, "This silo's definition files differ from edition {Edition}, which is in force in the cluster. Reload to publish them.")]
    private static partial void LogOtherFiles(ILogger logger, int edition);

    [LoggerMessage(22, LogLevel.Warning, "Version {Version} of journey {Journey} is no longer kept: runs of it go on by the one in force, by the ids of its steps.")]
    private static partial void LogLost(ILogger logger, string journey, string version);

    [LoggerMessage(23, LogLevel.Warning, "Edition {Edition} of the definitions cannot be read by this program: {Problem}")]
    private static partial void LogUnreadable(ILogger logger, int edition, string problem);

    private sealed record Folder(DefinitionFiles Raw, LoadedDefinitions Loaded)
    {
        public static Folder Read(string folder)
        {
            var raw = DefinitionFiles.Of(folder);
            return new(raw, DefinitionReader.Read(raw));
        }
    }
}

/// <summary>The folder of definitions has errors.</summary>
public sealed class DefinitionException(string folder, ImmutableArray<Diagnostic> diagnostics)
    : Exception($"The definitions in '{folder}' have errors:{Environment.NewLine}{string.Join(Environment.NewLine, diagnostics)}")
{
    public ImmutableArray<Diagnostic> Diagnostics { get; } = diagnostics;
}
