using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Segments;

namespace JourneyGrains.Contracts.Operations;

/// <summary>What operators ask of the whole system. Key 0.</summary>
[Alias("journeygrains.operations")]
public interface IOperationsGrain : IGrainWithIntegerKey
{
    /// <summary>How far the log is consumed, what waits, and the totals so far.</summary>
    [Alias("status")]
    Task<SystemStatus> Status();

    /// <summary>What a journey or a wave came to so far, arm by arm; null: there is none of that name.</summary>
    /// <param name="origin">The journey, or "campaign/wave".</param>
    [Alias("results")]
    Task<ResultsView?> Results(string origin);

    /// <summary>The results of all journeys and waves of which anything was counted, in ordinal order.</summary>
    [Alias("all-results")]
    Task<ResultsView[]> AllResults();

    /// <summary>The digest over all transcripts (see CoreJson.Digest). Stable only while nothing is under way.</summary>
    [Alias("digest")]
    Task<string> Digest();

    /// <summary>Dead letters, newest first.</summary>
    /// <param name="before">Numbers below this; 0: from the newest.</param>
    [Alias("deadletters")]
    Task<DeadLetterRecord[]> DeadLetters(long before, int count);

    /// <summary>Publishes dead letters again; one that is taken leaves the list, one that is refused again stays with its new reason.</summary>
    /// <param name="numbers">Null: all that can be replayed.</param>
    [Alias("replay")]
    Task<ReplayReceipt> ReplayDeadLetters(long[]? numbers);

    /// <summary>Keeps what a producer could not even read as an event, so that nothing is lost.</summary>
    [Alias("refuse")]
    Task Refuse(DeadLetterRecord[] letters);

    /// <summary>The log as it stands: events of a partition above an offset, in order, with their arrivals. At most 1,000.</summary>
    /// <param name="after">-1: from the first.</param>
    [Alias("log")]
    Task<EventRecord[]> Log(int partition, long after, int count);

    /// <summary>Customers of a partition with their journals, each as of one moment, in order of their ids. At most 500.</summary>
    /// <param name="after">The id after which to begin; "": from the first.</param>
    [Alias("lives")]
    Task<LifeRecord[]> Lives(int partition, string after, int count);

    /// <summary>The states of a partition's customers, in order of their ids, each as of one moment. At most 500.</summary>
    /// <param name="after">The id after which to begin; "": from the first.</param>
    [Alias("states")]
    Task<StateRecord[]> States(int partition, string after, int count);

    /// <summary>The definitions in force.</summary>
    [Alias("definitions")]
    Task<DefinitionsView> Definitions();

    /// <summary>A published edition with its files; null where there is none of that number, or its files are no longer kept.</summary>
    [Alias("edition")]
    Task<EditionRecord?> Edition(int number);

    /// <summary>The silos of the cluster, each with the version of the definitions it has in force.</summary>
    [Alias("silos")]
    Task<SiloView[]> Silos();
}

/// <summary>Something that was refused.</summary>
/// <param name="Source">Where it came in: "log", "turn", "file orders.csv:17".</param>
/// <param name="Body">The event as JSON, cut to 64 KiB; empty for a forgotten customer.</param>
/// <param name="Replayable">False where the body is cut, empty or not an event.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.dead-letter")]
public sealed record DeadLetterRecord(
    [property: Id(0)] long Number,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Source,
    [property: Id(3)] string Code,
    [property: Id(4)] string Reason,
    [property: Id(5)] string EventId,
    [property: Id(6)] string CustomerId,
    [property: Id(7)] byte[] Body,
    [property: Id(8)] bool Replayable);

/// <summary>What became of replayed dead letters.</summary>
/// <param name="Refusals">Of those refused again the first 100, with their new reasons; null: not said.</param>
/// <param name="Missing">Numbers under which there is no dead letter; null: none.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.replay-receipt")]
public sealed record ReplayReceipt(
    [property: Id(0)] int Taken,
    [property: Id(1)] int RefusedAgain,
    [property: Id(2)] int NotReplayable,
    [property: Id(3)] ReplayRefusal[]? Refusals = null,
    [property: Id(4)] long[]? Missing = null);

/// <summary>A dead letter that was refused again.</summary>
/// <param name="Number">Its number before; refused again, it stands in the list under a new one.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.replay-refusal")]
public sealed record ReplayRefusal([property: Id(0)] long Number, [property: Id(1)] string Code, [property: Id(2)] string Reason);

/// <summary>The system at a glance.</summary>
/// <param name="Appended">Events in the log.</param>
/// <param name="Consumed">Events whose turns are committed.</param>
/// <param name="Due">Customers with something due before the time of their partition.</param>
/// <param name="Outbox">Customers with messages not yet handed over.</param>
/// <param name="FollowsLog">The store's time follows its log.</param>
/// <param name="Time">The store's time: the least of its partitions', or the clock's.</param>
/// <param name="Totals">By "origin/kind" ("cart-recovery/Sent"): transcript lines of that kind so far.</param>
/// <param name="Partitions">Of the store, so that a client need not be told; 0: not said.</param>
/// <param name="Silos">Null: not asked; see <see cref="IOperationsGrain.Silos"/>.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.system-status")]
public sealed record SystemStatus(
    [property: Id(0)] long Appended,
    [property: Id(1)] long Consumed,
    [property: Id(2)] long Customers,
    [property: Id(3)] long Due,
    [property: Id(4)] long Outbox,
    [property: Id(5)] long DeadLetters,
    [property: Id(6)] bool FollowsLog,
    [property: Id(7)] DateTimeOffset Time,
    [property: Id(8)] Dictionary<string, long> Totals,
    [property: Id(9)] int Partitions = 0,
    [property: Id(10)] SiloView[]? Silos = null)
{
    /// <summary>The versions of journeys with their runs; null: not asked, see <see cref="IOperationsGrain.Definitions"/>.</summary>
    [Id(11)]
    public JourneyVersionView[]? Versions { get; init; }

    /// <summary>What totals are of that is no longer among the definitions, as it stands in their names; null: not asked.</summary>
    [Id(12)]
    public string[]? Gone { get; init; }

    /// <summary>The totals by what they are of, which may have a slash of its own ("flash-sale/last-call"), and then by kind.</summary>
    public SortedDictionary<string, Dictionary<string, long>> ByOrigin()
    {
        var totals = new SortedDictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        foreach (var (name, count) in Totals)
        {
            var slash = name.LastIndexOf('/');
            var origin = slash < 0 ? "" : name[..slash];
            totals.TryAdd(origin, new(StringComparer.Ordinal));
            totals[origin][name[(slash + 1)..]] = count;
        }

        return totals;
    }
}

/// <summary>A silo of the cluster.</summary>
/// <param name="Address">Where it listens for other silos: 10.0.0.7:11111.</param>
/// <param name="Definitions">The digest of the definitions it has in force; null: it did not answer.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.silo-view")]
public sealed record SiloView([property: Id(0)] string Address, [property: Id(1)] string? Definitions);

/// <summary>The definitions in force.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.definitions-view")]
public sealed record DefinitionsView(
    [property: Id(0)] string Digest, [property: Id(1)] string[] Journeys, [property: Id(2)] string[] Campaigns, [property: Id(3)] string[] Templates)
{
    [Id(4)]
    public string[] Segments { get; init; } = [];

    /// <summary>The number under which they were published.</summary>
    [Id(5)]
    public int Edition { get; init; }

    /// <summary>The versions of journeys: those in force, and older ones on which runs are under way.</summary>
    [Id(6)]
    public JourneyVersionView[] Versions { get; init; } = [];

    /// <summary>What was published, oldest first.</summary>
    [Id(7)]
    public EditionView[] Editions { get; init; } = [];

    /// <summary>What totals are of that these definitions no longer have, in ordinal order; it keeps what was counted of it.</summary>
    public string[] GoneOf(SystemStatus status) =>
    [
        .. status.ByOrigin().Keys.Where(origin => origin.Length > 0
            && !Journeys.Contains(origin) && !Campaigns.Contains(origin) && !Segments.Select(Segment.OriginOf).Contains(origin)),
    ];

    /// <summary>The runs that the edition in force ended.</summary>
    public EndingRuns[] Ended() => Array.Find(Editions, edition => edition.Number == Edition)?.Ended ?? [];
}

/// <summary>A version of a journey.</summary>
/// <param name="Edition">The newest edition that has it.</param>
/// <param name="InForce">New runs begin with it.</param>
/// <param name="Runs">Under way on it.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.journey-version-view")]
public sealed record JourneyVersionView(
    [property: Id(0)] string Journey,
    [property: Id(1)] string Version,
    [property: Id(2)] int Edition,
    [property: Id(3)] bool InForce,
    [property: Id(4)] long Runs);

/// <summary>A published edition of the definitions.</summary>
/// <param name="Kept">Whether its files are still kept.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.edition-view")]
public sealed record EditionView(
    [property: Id(0)] int Number, [property: Id(1)] string Digest, [property: Id(2)] DateTimeOffset At, [property: Id(3)] bool Kept)
{
    /// <summary>The runs that it ended, since it took their journeys away: those under way when it was published.</summary>
    [Id(4)]
    public EndingRuns[] Ended { get; init; } = [];
}

/// <summary>An edition with its files.</summary>
/// <param name="Files">Packed: see DefinitionFiles.Unpack.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.edition")]
public sealed record EditionRecord([property: Id(0)] EditionView About, [property: Id(1)] byte[] Files);
