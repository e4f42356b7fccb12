using System.Runtime.InteropServices;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Simulation.Calls;
using JourneyGrains.Simulation.Customers;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Streaming;

/// <summary>The customers of one shard, each in every variant. Used by one thread at a time.</summary>
/// <param name="beside">What came to its customers beside the events.</param>
internal sealed class Shard(IReadOnlyList<VariantShard> variants, IEnumerable<KeyValuePair<string, IReadOnlyList<RecordedInput>>> beside)
{
    private readonly Dictionary<string, IReadOnlyList<RecordedInput>> beside = new(beside, StringComparer.Ordinal);
    private readonly Dictionary<string, CustomerSimulation[]> customers = new(StringComparer.Ordinal);

    public void Take(RecordedEvent recorded)
    {
        var id = recorded.Event.CustomerId;
        if (!customers.TryGetValue(id, out var lives))
        {
            lives = Begin(id);
        }

        foreach (var life in lives)
        {
            life.Live(recorded);
        }
    }

    /// <summary>Lives one customer's whole life, who is not among those known: takes their events and ends as <see cref="End"/> does.</summary>
    public void Live(ReadOnlySpan<RecordedEvent> life, DateTimeOffset until)
    {
        foreach (var variant in variants)
        {
            var customer = new CustomerSimulation(life[0].Event.CustomerId, variant);
            foreach (var recorded in life)
            {
                customer.Live(recorded);
            }

            variant.End(customer, until);
        }
    }

    /// <summary>Offers the waves that are left, ends waits before a moment, and lets go of each customer.</summary>
    public void End(DateTimeOffset until)
    {
        foreach (var id in beside.Keys.Where(id => !customers.ContainsKey(id)).Order(StringComparer.Ordinal))
        {
            Begin(id);
        }

        foreach (var lives in customers.Values)
        {
            for (var at = 0; at < lives.Length; at++)
            {
                variants[at].End(lives[at], until);
            }

            // What a customer needed is free while others are still at it.
            Array.Clear(lives);
        }

        customers.Clear();
    }

    private CustomerSimulation[] Begin(string id) =>
        customers[id] = [.. variants.Select(variant => new CustomerSimulation(id, variant) { Beside = beside.GetValueOrDefault(id, []) })];
}

/// <summary>One variant in one shard: what it runs by and what it came to.</summary>
internal sealed class VariantShard(Variant variant, PlannedWave[] waves, ISimulationSink sink, ICallAnswers? calls)
{
    private readonly List<KeyValuePair<string, string>> chains = [];
    private static readonly int Kinds = Enum.GetValues<LineKind>().Length;

    private readonly Dictionary<string, long[]> totals = new(StringComparer.Ordinal);
    private readonly List<(string Origin, long[] Kinds)> usual = [];
    private readonly Dictionary<string, long> results = new(StringComparer.Ordinal);

    public Variant Variant { get; } = variant;

    public PlannedWave[] Waves { get; } = waves;

    /// <summary>As the definitions know it.</summary>
    public Func<string, EventType?> EventType { get; } = variant.Definitions.EventType;

    public ISimulationSink Sink { get; } = sink;

    public ICallAnswers? Calls { get; } = calls;

    /// <summary>Customers at their end of whom anything was taken.</summary>
    public long Customers { get; private set; }

    /// <summary>The last link of the transcript of each customer at the end; in a rehearsal there are none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Chains => chains;

    public IEnumerable<((string Origin, LineKind Kind) Key, long Value)> Totals =>
        totals.SelectMany(origin => origin.Value.Index().Where(kind => kind.Item > 0).Select(kind => ((origin.Key, (LineKind)kind.Index), kind.Item)));

    /// <summary>The totals of results, by name.</summary>
    public IReadOnlyDictionary<string, long> Results => results;

    public void Count(Turn turn, TranscriptEntry entry)
    {
        foreach (var (name, by) in turn.Counts)
        {
            results[name] = results.GetValueOrDefault(name) + by;
        }

        foreach (var line in entry.Lines)
        {
            if (line.Origin is { } origin)
            {
                KindsOf(origin)[(int)line.Kind]++;
            }
        }
    }

    /// <summary>The definitions have a name for each origin, and lines mostly carry that very object: it is found without reading it.</summary>
    private long[] KindsOf(string origin)
    {
        foreach (var (known, kinds) in CollectionsMarshal.AsSpan(usual))
        {
            if (ReferenceEquals(known, origin))
            {
                return kinds;
            }
        }

        ref var counted = ref CollectionsMarshal.GetValueRefOrAddDefault(totals, origin, out var isKnown);
        if (!isKnown)
        {
            counted = new long[Kinds];
            usual.Add((origin, counted));
        }

        return counted!;
    }

    public void End(CustomerSimulation life, DateTimeOffset until)
    {
        life.End(until);
        if (life.IsKnown)
        {
            Customers++;
            if (!Variant.Definitions.Rehearses)
            {
                chains.Add(new(life.State.Id, life.State.Chain));
            }

            Sink.Ended(life.State);
        }
    }
}
