using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Client.Replaying;

/// <inheritdoc cref="ILogReplayer"/>
public sealed class LogReplayer(IJourneyGrains grains, TimeProvider time, ILogger<LogReplayer> logger) : ILogReplayer
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(250);

    /// <summary>An outbox that stands for so many looks waits for a next attempt, not for this replay.</summary>
    private const int StillLooks = 12;

    public async Task<ReplayProgress> ReplayAsync(
        IAsyncEnumerable<EventRecord> events, ReplayOptions options, IProgress<ReplayProgress>? progress = null, CancellationToken cancellation = default)
    {
        options.Check();
        var retrying = new Retrying(options.RetryFor, time, logger);
        var partitions = options.Partitions > 0
            ? options.Partitions
            : await retrying.RunAsync(() => grains.PartitionsAsync(cancellation).AsTask(), cancellation);
        var lag = new ConsumerLag(grains.Operations, options.AheadMax, retrying, time);
        var sender = new ReplaySender(grains, options, lag, retrying, progress);
        var pace = new ReplayPace(options.Speed, time);
        var round = new ReplayRound(partitions);
        long number = 0;
        var last = DateTimeOffset.MinValue;
        await foreach (var record in events.WithCancellation(cancellation))
        {
            var arrival = Arrival(record, last, ++number, options.RecordedArrivals);
            if (arrival > options.Until)
            {
                break;
            }

            if (round.Count >= options.RoundMax || (round.Count > 0 && pace.Until(arrival) > TimeSpan.Zero))
            {
                round = await NextAsync(sender, round, partitions, cancellation);
            }

            await PaceAsync(sender, pace, arrival, partitions, cancellation);
            round.Add(number, record with { Sequence = options.Producer is null ? 0 : number });
            last = arrival;
        }

        await sender.SendAsync(round, cancellation);
        return await sender.EndAsync(new ReplayRound(partitions), options.Until ?? last, cancellation);
    }

    public async Task<SystemStatus> CaughtUpAsync(IProgress<SystemStatus>? progress = null, CancellationToken cancellation = default)
    {
        var retrying = new Retrying(new ReplayOptions().RetryFor, time, logger);
        var (outbox, still) = (0L, 0);
        while (true)
        {
            var status = await retrying.RunAsync(() => grains.Operations.Status().WaitAsync(cancellation), cancellation);
            progress?.Report(status);
            still = status.Outbox == outbox ? still + 1 : 0;
            outbox = status.Outbox;
            if (status.Consumed >= status.Appended && status.Due == 0 && (outbox == 0 || still >= StillLooks))
            {
                return status;
            }

            await Task.Delay(Slice, time, cancellation);
        }
    }

    /// <summary>When the event is due. Only where the store takes its time from the recording must it be in order; else the file's order counts.</summary>
    private static DateTimeOffset Arrival(EventRecord record, DateTimeOffset last, long number, bool recorded)
    {
        if (record.Arrival is not { } arrival)
        {
            throw new ArgumentException($"Event {number} ('{record.Id}') carries no arrival time; a replay needs it to keep the order.");
        }

        return arrival >= last ? arrival : recorded
            ? throw new ArgumentException($"Event {number} ('{record.Id}') arrived before the one before it; sort the recording by arrival.")
            : last;
    }

    private static async Task<ReplayRound> NextAsync(ReplaySender sender, ReplayRound round, int partitions, CancellationToken cancellation)
    {
        await sender.SendAsync(round, cancellation);
        return new ReplayRound(partitions);
    }

    /// <summary>Waits until the event is due, and meanwhile lets the store's time go on, so that waits end in their time.</summary>
    private async Task PaceAsync(ReplaySender sender, ReplayPace pace, DateTimeOffset arrival, int partitions, CancellationToken cancellation)
    {
        while (pace.Until(arrival) is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest < Slice ? rest : Slice, time, cancellation);
            if (pace.Now < arrival)
            {
                await sender.MarkAsync(new ReplayRound(partitions), pace.Now, cancellation);
            }
        }
    }
}
