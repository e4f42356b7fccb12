using System.CommandLine;
using System.Data.Common;
using JourneyGrains.Client.Connecting;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Definitions;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Simulation.StateDiffs;
using JourneyGrains.Storage;

namespace JourneyGrains.CommandLine.Journeys;

/// <summary>States of a store or of a running cluster, page by page. Nothing of it is changed.</summary>
internal static class StateSources
{
    public const string Live = "live";
    public const string Postgres = "postgres";

    private const string ConnectionVariable = "JourneyGrains__ConnectionString";
    private const int Page = 500;

    /// <summary>Null: it names neither.</summary>
    /// <exception cref="CommandException">The cluster does not answer, or the database is not named.</exception>
    public static StateSource? Open(CommandContext context, ParseResult parsed, string where) => where switch
    {
        Live => OfClusterAsync(context, parsed).GetAwaiter().GetResult(),
        Postgres => OpenAsync(() => StoredStates.OfPostgres(Connection()), $"The database of {ConnectionVariable}").GetAwaiter().GetResult(),
        _ when File.Exists(where) => OpenAsync(() => StoredStates.OfSqlite(where), $"The file '{where}'").GetAwaiter().GetResult(),
        _ => null,
    };

    private static string Connection() => Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } text
        ? PostgresAddress.Problem(text) is { } problem ? throw new CommandException(ExitCodes.Usage, $"{ConnectionVariable} {problem}") : text
        : throw new CommandException(ExitCodes.Usage, $"Which database? Set {ConnectionVariable} to its connection string.");

    /// <exception cref="CommandException">It is a file or database of something else.</exception>
    private static async Task<StateSource> OpenAsync(Func<StoredStates> store, string where)
    {
        try
        {
            return await OfStoreAsync(store());
        }
        catch (DbException error)
        {
            throw new CommandException(
                ExitCodes.Usage,
                $"{where} cannot be read as a store of JourneyGrains: {error.Message.TrimEnd('.')}. A store is the file of an embedded silo (journeygrains.db), "
                    + "or the database of a cluster; --state may also name a folder that 'log export' wrote, or 'live'.",
                error);
        }
    }

    private static async Task<StateSource> OfStoreAsync(StoredStates store)
    {
        var stored = await store.DocumentAsync(EditionHistory.DocumentKind, EditionHistory.DocumentKey, CancellationToken.None);
        var history = stored is null ? EditionHistory.None : EditionHistory.Read(stored);
        var files = new Dictionary<int, LoadedDefinitions>();
        foreach (var edition in history.Editions.Where(edition => edition.Kept))
        {
            if (await store.DocumentAsync(EditionHistory.DocumentKind, edition.Digest, CancellationToken.None) is { Length: > 0 } packed)
            {
                files[edition.Number] = DefinitionReader.ReadPublished(DefinitionFiles.Unpack(packed));
            }
        }

        return new(
            history, StateSource.Load(history.Editions, edition => files.GetValueOrDefault(edition.Number)), null,
            () => StatesOf(after => store.PageAsync(after, Page, CancellationToken.None)))
        {
            Close = () => Wait(store.DisposeAsync()),
        };
    }

    private static void Wait(ValueTask disposing) => disposing.AsTask().GetAwaiter().GetResult();

    private static IEnumerable<CustomerState> StatesOf(Func<string, Task<IReadOnlyList<StoredState>>> page)
    {
        var after = "";
        IReadOnlyList<StoredState> states;
        do
        {
            states = page(after).GetAwaiter().GetResult();
            foreach (var state in states)
            {
                yield return StateEncoding.Read(state.State);
            }

            after = states.Count == 0 ? after : states[^1].CustomerId;
        }
        while (states.Count == Page);
    }

    private static async Task<StateSource> OfClusterAsync(CommandContext context, ParseResult parsed)
    {
        // Until the comparison is done: the states are read while it goes on.
        var session = await context.ConnectAsync(parsed, CancellationToken.None);
        try
        {
            return await OfClusterAsync(context.Reconnecting("Compare again when one runs."), session.Grains.Operations) with
            {
                Close = () => Wait(session.DisposeAsync()),
            };
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private static async Task<StateSource> OfClusterAsync(Reconnecting asking, IOperationsGrain operations)
    {
        var editions = new List<ClusterEdition>();
        await foreach (var edition in ClusterEditions.ReadAsync(operations, asking))
        {
            if (edition.Loaded.Succeeded)
            {
                editions.Add(edition);
            }
        }

        var status = await asking.AskAsync(operations.Status, CancellationToken.None);
        var files = editions.ToDictionary(edition => edition.About.Number, edition => edition.Loaded);
        var history = new EditionHistory([.. editions.Select(edition => edition.About)]);
        return new(
            history, StateSource.Load(history.Editions, edition => files[edition.Number]), status.Time,
            () => Enumerable.Range(0, status.Partitions).SelectMany(partition => StatesOf(after => PageAsync(asking, operations, partition, after))));
    }

    private static async Task<IReadOnlyList<StoredState>> PageAsync(Reconnecting asking, IOperationsGrain operations, int partition, string after) =>
        [.. (await asking.AskAsync(() => operations.States(partition, after, Page), CancellationToken.None)).Select(state => new StoredState(state.CustomerId, state.State))];
}
