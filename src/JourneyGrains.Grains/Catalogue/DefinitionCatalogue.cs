using System.Collections.Immutable;
using JourneyGrains.Contracts.Operations;
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
    private readonly LoadedEditions editions;
    private volatile ImmutableHashSet<(string Journey, string Version)> lost = [];
    private volatile LoadedDefinitions current;
    private volatile SiloFiles files;

    /// <param name="folder">The folder of definition files.</param>
    /// <exception cref="DefinitionException">The folder has errors: a silo does not start with half a marketing plan.</exception>
    internal DefinitionCatalogue(string folder, EditionStore store, ILogger<DefinitionCatalogue> logger)
    {
        (this.folder, this.store, this.logger) = (folder, store, logger);
        editions = new(store, logger);
        files = SiloFiles.Read(folder);
        if (!files.Loaded.Succeeded)
        {
            throw new DefinitionException(folder, files.Loaded.Diagnostics);
        }

        current = files.Loaded;
    }

    public DefinitionSet Current => current.Definitions!;

    public TemplateSet Templates => current.Templates!;

    /// <summary>Where the silo's own files are, as a full path.</summary>
    internal string Folder => Path.GetFullPath(folder);

    /// <summary>What the silo's own files hold, as they were read last without errors.</summary>
    internal LoadedDefinitions Own => files.Loaded;

    /// <summary>
    /// Takes the last edition of the store, or publishes the silo's own files.
    /// </summary>
    /// <param name="alone">No other silo serves: what the files hold is what is wanted. Else the cluster's edition is, until a reload.</param>
    public Task StartAsync(bool alone) => Within(async () =>
    {
        await editions.ReadHistoryAsync();
        if (alone || editions.History.Last is null)
        {
            foreach (var (journey, runs) in await EndingAsync(editions.History.Last?.Journeys.Keys ?? []))
            {
                LogEnding(logger, journey, runs);
            }

            // What is published already was told then: of a silo that starts again nothing is looked up.
            if (editions.History.Last?.Digest != files.Definitions.Digest)
            {
                foreach (var note in await new MigrationVersions(store).NotesAsync(files.Definitions, editions.History))
                {
                    LogNote(logger, note);
                }
            }

            await editions.PublishAsync(files);
        }

        var last = editions.History.Last!;
        if (last.Digest != files.Definitions.Digest)
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
        var read = SiloFiles.Read(folder);
        files = read.Loaded.Succeeded ? read : files;
        return read.Loaded;
    }

    /// <summary>What publishing what was read last would change.</summary>
    internal async Task<ReloadChanges> ChangesAsync()
    {
        var (read, inForce) = (files, Current);
        var history = await store.HistoryAsync();
        var last = history.Last;
        var before = last is null ? null : await store.FilesAsync(last);
        return FileChanges.Between(before, read.Raw, read.Definitions.Digest != inForce.Digest) with
        {
            Ending = await EndingAsync(inForce.Journeys.Select(journey => journey.Name)),
            Notes = await new MigrationVersions(store).NotesAsync(read.Definitions, history),
        };
    }

    /// <summary>Publishes what was read last; null: it is not that version any more.</summary>
    public async Task<int?> PublishAsync(string digest)
    {
        var read = files;
        return read.Definitions.Digest == digest ? (await store.PublishAsync(read.Raw, read.Definitions)).Last!.Number : null;
    }

    /// <summary>Puts the last edition of the store in force; false: it is not that one any more.</summary>
    public async Task<bool> PutInForceAsync(int edition)
    {
        await Within(ChangeToLastAsync);
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

    /// <summary>Of some journeys those that the silo's own files lack, with their runs under way.</summary>
    private async Task<EndingRuns[]> EndingAsync(IEnumerable<string> journeys)
    {
        var gone = journeys.Except(files.Definitions.Journeys.Select(journey => journey.Name)).ToHashSet();
        return
        [
            .. (await store.RunsAsync()).Where(version => gone.Contains(version.Key.Journey))
                .GroupBy(version => version.Key.Journey, (journey, versions) => new EndingRuns(journey, versions.Sum(version => version.Value)))
                .OrderBy(journey => journey.Journey, StringComparer.Ordinal),
        ];
    }

    private bool IsAtHand(Run run) => Current.Knows(run) || lost.Contains((run.Journey, run.Version));

    private async Task FetchAsync(CustomerState state)
    {
        if (state.Edition > Current.Edition)
        {
            await ChangeToLastAsync();
        }

        foreach (var run in RunsOf(state).Where(run => !IsAtHand(run)))
        {
            if (await editions.LoadVersionAsync(run.Journey, run.Version, Current.Edition) is not null)
            {
                current = editions.Compose(Current.Edition);
            }

            if (!Current.Knows(run))
            {
                lost = lost.Add((run.Journey, run.Version));
                LogLost(logger, run.Journey, run.Version);
            }
        }
    }

    private async Task ChangeToLastAsync()
    {
        await editions.ReadHistoryAsync();
        await ChangeToAsync(editions.History.Last!);
    }

    /// <summary>Keeps of the older editions in memory the one before, for messages under way, and those with runs on them.</summary>
    private async Task ChangeToAsync(Edition edition)
    {
        if (edition.Number == Current.Edition)
        {
            return;
        }

        if (files is var own && own.Definitions.Digest == edition.Digest)
        {
            editions.Add(edition, own);
        }
        else if (!await editions.LoadAsync(edition))
        {
            throw new InvalidOperationException(
                $"Edition {edition.Number} of the definitions is in force, and its files are not in the store or cannot be read by this program (a warning "
                    + "says why then). Publish others: reload on a silo that runs, or start this one while no other does.");
        }

        var needed = new HashSet<int> { edition.Number, Current.Edition };
        foreach (var (journey, version) in (await store.RunsAsync()).Keys)
        {
            if (await editions.LoadVersionAsync(journey, version, edition.Number) is { } older)
            {
                needed.Add(older.Number);
            }
        }

        editions.KeepOnly(needed);
        current = editions.Compose(edition.Number);
        LogInForce(logger, edition.Number, edition.Digest[..12]);
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

    [LoggerMessage(26, LogLevel.Warning, "{Note}")]
    private static partial void LogNote(ILogger logger, string note);

    [LoggerMessage(24, LogLevel.Warning, "Journey {Journey} is no longer among the definitions: {Runs} runs of it end.")]
    private static partial void LogEnding(ILogger logger, string journey, long runs);
}
