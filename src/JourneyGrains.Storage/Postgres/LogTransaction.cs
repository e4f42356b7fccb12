using JourneyGrains.Contracts.Streams;
using JourneyGrains.Storage.Appending;

namespace JourneyGrains.Storage.Postgres;

/// <summary>Works of the log that become one transaction: where the partitions stood, and what the works make of it.</summary>
/// <param name="decided">Whether the store follows its log's time; null: not decided.</param>
internal sealed class LogTransaction(bool? decided)
{
    private readonly Dictionary<int, LogStand> before = [];
    private readonly SortedDictionary<int, LogStand> stands = [];
    private readonly Dictionary<int, long> arrivals = [];
    private readonly HashSet<int> changed = [];
    private readonly Dictionary<(int Partition, string Producer), long> sequencesBefore = [];
    private readonly Dictionary<(int Partition, string Producer), long> sequences = [];
    private readonly SortedSet<(int Partition, string Producer)> numbered = [];
    private readonly SortedDictionary<(int Partition, string Consumer), long> consumed = [];
    private readonly List<(int Partition, PlacedEvent Event)> events = [];
    private readonly List<DeadLetter> letters = [];

    /// <summary>Whether the store follows its log's time; null: not decided.</summary>
    public bool? Decided { get; private set; } = decided;

    /// <summary>Whether these works decide it.</summary>
    public bool Decides { get; private set; }

    public bool Follows => Decided ?? false;

    /// <summary>The partitions, as they stood and as they stand.</summary>
    public IEnumerable<(int Partition, LogStand Before, LogStand Now)> Stands => stands.Select(stand => (stand.Key, before[stand.Key], stand.Value));

    /// <summary>The producers' last numbers.</summary>
    public IReadOnlyDictionary<(int Partition, string Producer), long> Sequences => sequences;

    /// <summary>The producers whose last number is another now, in order, with what it was and what it is.</summary>
    public IEnumerable<((int Partition, string Producer) Key, long Before, long Now)> Numbered =>
        numbered.Select(key => (key, sequencesBefore.GetValueOrDefault(key), sequences[key]));

    public IReadOnlyDictionary<(int Partition, string Consumer), long> Consumed => consumed;

    public IReadOnlyList<(int Partition, PlacedEvent Event)> Events => events;

    public IReadOnlyList<DeadLetter> Letters => letters;

    /// <summary>Begins with where a partition stands.</summary>
    public void Know(int partition, LogStand stand) => (before[partition], stands[partition]) = (stand, stand);

    /// <summary>Begins with a producer's last number.</summary>
    public void Know((int Partition, string Producer) key, long sequence) => (sequencesBefore[key], sequences[key]) = (sequence, sequence);

    /// <summary>Begins with the decision that is stored.</summary>
    public void Know(bool followsLog) => Decided = followsLog;

    public PartitionMark Mark(int partition) => stands[partition].Mark;

    public long Floor(int partition) => stands[partition].Floor;

    /// <summary>Whether anything of the partition's place and times is another now.</summary>
    public bool HasChanged(int partition) => changed.Contains(partition);

    /// <summary>The earliest arrival that is appended; <see cref="long.MaxValue"/>: nothing is.</summary>
    public long EarliestArrival(int partition) => arrivals.GetValueOrDefault(partition, long.MaxValue);

    /// <summary>The last number the log has of a producer; 0: none.</summary>
    public long LastSequence(int partition, string producer) => sequences.GetValueOrDefault((partition, producer));

    /// <summary>Whether the store follows its log's time; the first append decides it.</summary>
    /// <exception cref="LogTimeException">The store keeps its own time, and recorded arrivals are given.</exception>
    public bool FollowsLog(bool recorded, bool decides)
    {
        if (Decided is null)
        {
            if (!decides)
            {
                return recorded;
            }

            Decide(recorded);
        }

        return !recorded || Follows ? Follows : throw new LogTimeException(AppendPlan.OwnTime);
    }

    public void Stage(int partition, string? producer, AppendPlan plan)
    {
        stands[partition] = stands[partition] with { Mark = plan.Mark };
        changed.Add(partition);
        events.AddRange(plan.Events.Select(placed => (partition, placed)));
        letters.AddRange(plan.Letters);
        if (plan.Events is [var first, ..])
        {
            arrivals[partition] = Math.Min(first.Arrival, EarliestArrival(partition));
        }

        if (plan.Sequence is { } sequence)
        {
            sequences[(partition, producer!)] = sequence;
            numbered.Add((partition, producer!));
        }
    }

    public void Consume(int partition, string consumer, long offset) =>
        consumed[(partition, consumer)] = Math.Max(offset, consumed.GetValueOrDefault((partition, consumer), -1));

    /// <summary>Raises the time before which nothing arrives any more, and gives it.</summary>
    public long Raise(int partition, long time)
    {
        if (time > Floor(partition))
        {
            stands[partition] = stands[partition] with { Floor = time };
            changed.Add(partition);
        }

        return Floor(partition);
    }

    private void Decide(bool followsLog)
    {
        (Decided, Decides) = (followsLog, true);
        if (followsLog)
        {
            // Times given out so far are of no account: the store turns to its log's time.
            foreach (var partition in stands.Keys.ToArray())
            {
                stands[partition] = stands[partition] with { Floor = long.MinValue };
                changed.Add(partition);
            }
        }
    }
}
