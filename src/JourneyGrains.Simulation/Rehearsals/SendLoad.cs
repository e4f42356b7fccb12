using System.Collections.Concurrent;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Rehearsals;

/// <summary>Messages ready for their channel, counted by second, channel and journey. Shared by all shards: sums do not depend on order.</summary>
internal sealed class SendLoad(DateTimeOffset from, DateTimeOffset to)
{
    private readonly ConcurrentDictionary<(string Channel, string Origin), Counts> counts = [];

    /// <summary>Seconds from the beginning to the end.</summary>
    public int Seconds { get; } = (int)Math.Ceiling((to - from).TotalSeconds) + 1;

    /// <summary>By channel and journey, in ordinal order of both.</summary>
    public IEnumerable<(string Channel, string Origin, Counts Counts)> All => counts
        .Select(pair => (pair.Key.Channel, pair.Key.Origin, pair.Value))
        .OrderBy(one => one.Channel, StringComparer.Ordinal).ThenBy(one => one.Origin, StringComparer.Ordinal);

    public ISimulationSink Sink() => new LoadSink(this);

    public DateTimeOffset At(double second) => from.AddSeconds(second);

    private void Add(SimulatedMessage message)
    {
        var second = (int)Math.Clamp((message.HandedOverAt - from).TotalSeconds, 0, Seconds - 1);
        var here = counts.GetOrAdd((message.Message.Channel, message.Message.Origin), static (_, seconds) => new(seconds), Seconds);
        Interlocked.Increment(ref here.BySecond[second]);
        here.Lives((message.Message.ExpiresAt - message.HandedOverAt).Ticks);
    }

    /// <summary>Of one channel and journey.</summary>
    internal sealed class Counts(int seconds)
    {
        private long shortest = TimeSpan.MaxValue.Ticks;

        public int[] BySecond { get; } = new int[seconds];

        /// <summary>From ready to expiry, the shortest of all.</summary>
        public TimeSpan ShortestLife => TimeSpan.FromTicks(shortest);

        public void Lives(long ticks)
        {
            for (var known = Volatile.Read(ref shortest); ticks < known;)
            {
                known = Interlocked.CompareExchange(ref shortest, ticks, known) is var now && now == known ? ticks : now;
            }
        }
    }

    private sealed class LoadSink(SendLoad load) : ISimulationSink
    {
        public void HandedOver(SimulatedMessage message) => load.Add(message);
    }
}
