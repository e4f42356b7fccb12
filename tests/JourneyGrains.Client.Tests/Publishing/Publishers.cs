using System.Diagnostics.Metrics;
using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Client.Tests.Publishing;

/// <summary>Publishers over a store in memory.</summary>
internal static class Publishers
{
    public static readonly DateTimeOffset Noon = new(2025, 11, 11, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A publisher that numbers its events, as with a producer's name.</summary>
    public static EventPublisher Numbered(FakeSystem system, Action<PublisherOptions>? change = null, TimeProvider? time = null)
    {
        var grains = new FakeGrains(system);
        return Over(grains, new LogSinks(grains), change, time);
    }

    /// <summary>A publisher whose batches go to a sink of the test.</summary>
    public static EventPublisher To(FakeSystem system, IBatchSink sink, Action<PublisherOptions>? change = null) =>
        Over(new FakeGrains(system), new OneSink(sink), change, null);

    public static CustomerEvent Event(string id, string customer = "c-1", string type = "page.opened", string? note = null) => new(
        id, customer, type, Noon, note is null ? Value.EmptyMap : Value.Of(Value.EmptyMap.AsMap().Add("note", Value.Of(note))));

    private static EventPublisher Over(IJourneyGrains grains, ILogSinks sinks, Action<PublisherOptions>? change, TimeProvider? time)
    {
        var options = new PublisherOptions { Linger = TimeSpan.Zero, Source = "tests" };
        change?.Invoke(options);
        return new(grains, sinks, Options.Create(options), time ?? TimeProvider.System, new(new Meters()), NullLogger<EventPublisher>.Instance);
    }

    private sealed class LogSinks(FakeGrains grains) : ILogSinks
    {
        public IBatchSink Of(int partition) => new LogSink(grains.Log(partition), "tests");
    }

    private sealed class OneSink(IBatchSink sink) : ILogSinks
    {
        public IBatchSink Of(int partition) => sink;
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
