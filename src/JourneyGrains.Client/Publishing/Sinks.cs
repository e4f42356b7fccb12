using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using Orleans.Streams;

namespace JourneyGrains.Client.Publishing;

/// <summary>The Orleans stream of one partition: what the log refuses there, it keeps in the dead letters without telling the producer.</summary>
internal sealed class StreamSink(IAsyncStream<EventRecord> stream) : IBatchSink
{
    public bool Numbered => false;

    public async Task<PublishResult[]> SendAsync(IReadOnlyList<PendingEvent> batch)
    {
        await stream.OnNextBatchAsync([.. batch.Select(pending => pending.Record)]);
        var results = new PublishResult[batch.Count];
        Array.Fill(results, new(PublishOutcome.Appended));
        return results;
    }
}

/// <summary>
/// The log of one partition itself, which is where a stream's events end: only it says what it refused, and only there can a producer's
/// name go along, whose numbers make a resend add nothing twice.
/// </summary>
/// <param name="producer">Null or empty: the events are not numbered.</param>
internal sealed class LogSink(IPartitionLogGrain log, string? producer) : IBatchSink
{
    private readonly string? producer = string.IsNullOrEmpty(producer) ? null : producer;

    public bool Numbered => producer is not null;

    public async Task<PublishResult[]> SendAsync(IReadOnlyList<PendingEvent> batch)
    {
        var receipt = await log.Append(new AppendRequest([.. batch.Select(pending => pending.Record)], producer));
        return Results(batch, receipt);
    }

    // Numbers rise, so what the log had already is the beginning of what it did not refuse.
    internal static PublishResult[] Results(IReadOnlyList<PendingEvent> batch, AppendReceipt receipt)
    {
        var refused = new RefusedById(receipt.Refused);
        var repeated = receipt.Repeated;
        var results = new PublishResult[batch.Count];
        for (var index = 0; index < results.Length; index++)
        {
            results[index] = refused.Take(batch[index].Record.Id) is { } refusal
                ? new(PublishOutcome.Refused, refusal)
                : new(repeated-- > 0 ? PublishOutcome.Repeated : PublishOutcome.Appended);
        }

        return results;
    }
}

/// <summary>The dead letters, for what the publisher itself finds wrong, so that the caller learns of it at once and nothing is lost.</summary>
internal sealed class DeadLetterSink(IOperationsGrain operations, string source, TimeProvider time) : IBatchSink
{
    public bool Numbered => false;

    public async Task<PublishResult[]> SendAsync(IReadOnlyList<PendingEvent> batch)
    {
        var now = time.GetUtcNow();
        await operations.Refuse([.. batch.Select(pending => Letter(pending, now))]);
        return [.. batch.Select(pending => new PublishResult(PublishOutcome.Refused, pending.Refusal))];
    }

    private DeadLetterRecord Letter(PendingEvent pending, DateTimeOffset now) => new(
        0, now, pending.Source ?? source, pending.Refusal!.Code, pending.Refusal.Reason,
        Cut(pending.Record.Id, EventLimits.IdLengthMax), Cut(pending.Record.CustomerId, EventLimits.CustomerIdLengthMax),
        pending.Record.Properties, Replayable: !pending.Cut);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
