using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Streaming;

/// <summary>
/// Runs a recording, front to back, through one or several sets of definitions at once. Customers do not touch one another, so they run in
/// parallel; neither the outcome nor the order in which a sink is told depends on that. Memory is that of the customers' states, however
/// long the recording is.
/// </summary>
public sealed class LogSimulation
{
    /// <summary>Customers are split by a stable hash of their ids into as many parts, each with sinks of its own.</summary>
    public const int Shards = 64;

    private const int ReportEvery = 16_384;

    private readonly SimulationOptions options;
    private readonly VariantShard[][] variants;

    /// <param name="sinks">Makes the sink of a shard (first) and a variant (second, its place in the list).</param>
    /// <exception cref="ArgumentException">A launch names a campaign or wave that a variant does not define.</exception>
    public LogSimulation(IReadOnlyList<Variant> variants, Func<int, int, ISimulationSink> sinks, SimulationOptions? options = null)
    {
        this.options = options ?? new SimulationOptions();
        var waves = variants.Select(variant => PlannedWave.Of(variant.Definitions, this.options.Launches)).ToArray();
        this.variants = [.. Enumerable.Range(0, Shards).Select(shard => variants.Select(
            (variant, at) => new VariantShard(variant, waves[at], sinks(shard, at), this.options.Calls)).ToArray())];
    }

    /// <summary>Runs it. Once for each object.</summary>
    /// <param name="events">In order of arrival, at least those of one customer.</param>
    /// <returns>What each variant came to, in their order.</returns>
    /// <exception cref="OutOfOrderException">A customer's events are not in order of arrival.</exception>
    public ImmutableArray<VariantOutcome> Run(IEnumerable<RecordedEvent> events)
    {
        var beside = options.Beside.ToLookup(customer => StableHashing.Partition(customer.Key, Shards));
        var shards = variants.Select((those, at) => new Shard(those, beside[at])).ToArray();
        var last = options.LastBeside;
        var count = 0L;
        using (var workers = new ShardWorkers(shards, options.Threads))
        {
            foreach (var recorded in events)
            {
                workers.Give(StableHashing.Partition(recorded.Event.CustomerId, Shards), recorded);
                last = recorded.Arrival > last ? recorded.Arrival : last;
                if (++count % ReportEvery == 0)
                {
                    options.Progress?.Invoke(count, last);
                }
            }

            workers.End(options.Until ?? last);
        }

        options.Progress?.Invoke(count, options.Until ?? last);
        return Outcomes();
    }

    /// <summary>
    /// Runs events that are made customer by customer, each shard's on the thread that runs it: nobody's state is kept beyond their own
    /// events. <see cref="SimulationOptions.Until"/> must be given. Once for each object.
    /// </summary>
    /// <param name="ofShard">
    /// The events of each of a shard's customers, in order of arrival; a list is done with when the next is asked for. Called from several threads.
    /// </param>
    public ImmutableArray<VariantOutcome> RunByCustomer(Func<int, IEnumerable<List<RecordedEvent>>> ofShard)
    {
        var until = options.Until ?? throw new InvalidOperationException("Until when waits end must be given.");
        var count = 0L;

        // Shard by shard, whoever is free takes the next: a thread that took several at once would still be at them when the others are done.
        var shards = Partitioner.Create(Enumerable.Range(0, Shards), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(shards, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, at =>
        {
            var shard = new Shard(variants[at], []);
            foreach (var life in ofShard(at))
            {
                if (life.Count > 0)
                {
                    shard.Live(CollectionsMarshal.AsSpan(life), until);
                    Report(Interlocked.Add(ref count, life.Count), life.Count, life[^1].Arrival);
                }
            }
        });
        return Outcomes();
    }

    /// <summary>Tells how many events all threads have taken, now and then.</summary>
    /// <param name="taken">Of them, those since this thread told last.</param>
    private void Report(long all, int taken, DateTimeOffset moment)
    {
        if (all / ReportEvery != (all - taken) / ReportEvery)
        {
            options.Progress?.Invoke(all, moment);
        }
    }

    private ImmutableArray<VariantOutcome> Outcomes() =>
        [.. Enumerable.Range(0, variants[0].Length).Select(at => Outcome([.. variants.Select(shard => shard[at])]))];

    private static VariantOutcome Outcome(VariantShard[] shards)
    {
        var totals = shards.SelectMany(shard => shard.Totals)
            .GroupBy(total => $"{total.Key.Origin}/{total.Key.Kind}", total => total.Value, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Sum(), StringComparer.Ordinal);
        var digest = shards[0].Variant.Definitions.Rehearses ? "" : CoreJson.Digest(shards.SelectMany(shard => shard.Chains));
        return new(digest, shards.Sum(shard => shard.Customers), totals)
        {
            Results = ArmOutcome.Sum(shards.SelectMany(shard => shard.Results), shards[0].Variant.Definitions),
        };
    }
}

/// <summary>What a recording came to under one variant.</summary>
/// <param name="Digest">Over the transcripts of all customers, as <see cref="CoreJson.Digest"/> makes it; the silo's is the same. Empty for a rehearsal.</param>
/// <param name="Customers">Those of whom anything was taken.</param>
/// <param name="Totals">How many lines of each kind a journey or wave has: "cart-recovery/Sent".</param>
public sealed record VariantOutcome(string Digest, long Customers, ImmutableSortedDictionary<string, long> Totals)
{
    /// <summary>What became of the arms of splits and of the control group.</summary>
    public ArmOutcome Results { get; init; } = ArmOutcome.None;
}
