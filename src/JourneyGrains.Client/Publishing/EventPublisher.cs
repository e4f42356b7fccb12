using JourneyGrains.Client.Connecting;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Client.Publishing;

/// <inheritdoc cref="IEventPublisher"/>
internal sealed class EventPublisher : IEventPublisher
{
    /// <summary>What the dead letters keep of a body.</summary>
    private const int BodyBytesMax = 64 * 1024;

    private readonly IJourneyGrains grains;
    private readonly TimeProvider time;
    private readonly Retrying retrying;
    private readonly BatchLane refusals;
    private readonly Func<int, BatchLane> lane;
    private readonly SemaphoreSlim opening = new(1);
    private BatchLane[]? lanes;

    public EventPublisher(
        IJourneyGrains grains, ILogSinks sinks, IOptions<PublisherOptions> options, TimeProvider time, PublisherMeter meter, ILogger<EventPublisher> logger)
    {
        (this.grains, this.time) = (grains, time);
        var chosen = options.Value;
        retrying = new Retrying(chosen.RetryFor, time, logger);
        refusals = new BatchLane(new DeadLetterSink(grains.Operations, chosen.Source, time), chosen, retrying, time, meter);
        lane = partition => new BatchLane(sinks.Of(partition), chosen, retrying, time, meter);
    }

    public async ValueTask<PublishResult> PublishAsync(CustomerEvent input, CancellationToken cancellation = default)
    {
        var durable = await EnqueueAsync(input, cancellation: cancellation);
        return await durable.WaitAsync(cancellation);
    }

    public async ValueTask<Task<PublishResult>> EnqueueAsync(
        CustomerEvent input, long sequence = 0, string? source = null, CancellationToken cancellation = default)
    {
        if (EventChecks.Check(input, time.GetUtcNow()).Refusal is { } refusal)
        {
            return await RefuseAsync(EventJson.Write(input), refusal, source, input, cancellation);
        }

        var open = lanes ?? await OpenAsync(cancellation);
        var partition = StableHashing.Partition(input.CustomerId, open.Length);
        return await open[partition].EnqueueAsync(new PendingEvent(EventRecord.Of(input, sequence)), cancellation);
    }

    public ValueTask<Task<PublishResult>> RefuseAsync(
        ReadOnlyMemory<byte> body, Refusal refusal, string? source = null, CancellationToken cancellation = default) =>
        RefuseAsync(body, refusal, source, null, cancellation);

    public async Task FlushAsync(CancellationToken cancellation = default) =>
        await Task.WhenAll(AllLanes().Select(one => one.FlushAsync(cancellation)));

    public async ValueTask DisposeAsync()
    {
        foreach (var one in AllLanes())
        {
            await one.DisposeAsync();
        }

        opening.Dispose();
    }

    private ValueTask<Task<PublishResult>> RefuseAsync(
        ReadOnlyMemory<byte> body, Refusal refusal, string? source, CustomerEvent? input, CancellationToken cancellation)
    {
        var cut = body.Length > BodyBytesMax;
        var record = new EventRecord(
            input?.Id ?? "", input?.CustomerId ?? "", input?.Type ?? "", input?.Time ?? default, body[..(cut ? BodyBytesMax : body.Length)].ToArray());
        return refusals.EnqueueAsync(new PendingEvent(record, refusal, source) { Cut = cut || input is null }, cancellation);
    }

    private async ValueTask<BatchLane[]> OpenAsync(CancellationToken cancellation)
    {
        await opening.WaitAsync(cancellation);
        try
        {
            var partitions = await retrying.RunAsync(() => grains.PartitionsAsync(cancellation).AsTask(), cancellation);
            return lanes ??= [.. Enumerable.Range(0, partitions).Select(lane)];
        }
        finally
        {
            opening.Release();
        }
    }

    private IEnumerable<BatchLane> AllLanes() => (lanes ?? []).Append(refusals);
}
