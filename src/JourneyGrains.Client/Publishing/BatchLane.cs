using System.Threading.Channels;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Client.Publishing;

/// <summary>
/// One partition's way out: a bounded buffer, and one batch under way at a time, which keeps the order. While a batch is under way the
/// next one gathers.
/// </summary>
internal sealed class BatchLane : IAsyncDisposable
{
    private readonly IBatchSink sink;
    private readonly PublisherOptions options;
    private readonly Retrying retrying;
    private readonly TimeProvider time;
    private readonly PublisherMeter meter;
    private readonly Channel<Item> buffer;
    private readonly Task sending;
    private readonly Resends resends = new();
    private long lastSequence;
    private Exception? broken;

    public BatchLane(IBatchSink sink, PublisherOptions options, Retrying retrying, TimeProvider time, PublisherMeter meter)
    {
        (this.sink, this.options, this.retrying, this.time, this.meter) = (sink, options, retrying, time, meter);
        buffer = Channel.CreateBounded<Item>(new BoundedChannelOptions(options.BufferPerPartition));
        sending = Task.Run(SendAllAsync);
    }

    /// <summary>Completes when there is room. The channel lets waiting writers in by their order, so that is the order of the calls.</summary>
    public async ValueTask<Task<PublishResult>> EnqueueAsync(PendingEvent pending, CancellationToken cancellation)
    {
        try
        {
            await buffer.Writer.WriteAsync(new(pending, null), cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(IEventPublisher));
        }

        return pending.Completion;
    }

    /// <summary>Completes when all that came before is done with.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var mark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await buffer.Writer.WriteAsync(new(null, mark), cancellation);
        }
        catch (ChannelClosedException)
        {
            await sending.WaitAsync(cancellation);
            return;
        }

        await mark.Task.WaitAsync(cancellation);
    }

    /// <summary>Sends what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        buffer.Writer.TryComplete();
        await sending;
    }

    private async Task SendAllAsync()
    {
        var batch = new List<PendingEvent>(options.BatchMax);
        while (await buffer.Reader.WaitToReadAsync())
        {
            var mark = await GatherAsync(batch);
            if (batch.Count > 0)
            {
                await SendAsync(batch);
                batch.Clear();
            }

            mark?.TrySetResult();
        }
    }

    /// <summary>Fills the batch until it is full, the linger is over, or a flush asks for it; without a linger, with what is there.</summary>
    private async Task<TaskCompletionSource?> GatherAsync(List<PendingEvent> batch)
    {
        var bytes = 0;
        Task? linger = null;
        while (batch.Count < options.BatchMax)
        {
            if (buffer.Reader.TryPeek(out var next))
            {
                if (next.Event is { } pending && batch.Count > 0 && bytes + pending.Size > options.BatchBytesMax)
                {
                    return null;
                }

                buffer.Reader.TryRead(out _);
                if (next.Event is null)
                {
                    return next.Mark;
                }

                batch.Add(next.Event);
                bytes += next.Event.Size;
                continue;
            }

            if (options.Linger == TimeSpan.Zero)
            {
                return null;
            }

            linger ??= Task.Delay(options.Linger, time);
            var more = buffer.Reader.WaitToReadAsync().AsTask();
            if (await Task.WhenAny(more, linger) == linger || !await more)
            {
                return null;
            }
        }

        return null;
    }

    private async Task SendAsync(List<PendingEvent> batch)
    {
        if (broken is not null)
        {
            batch.ForEach(pending => pending.Fail(broken));
            return;
        }

        Number(batch);
        try
        {
            var sendings = 0;
            var results = await retrying.RunAsync(
                () =>
                {
                    sendings++;
                    return sink.SendAsync(batch);
                },
                CancellationToken.None);
            Settle(results, sendings > 1);
            for (var index = 0; index < results.Length; index++)
            {
                batch[index].Complete(results[index]);
            }

            meter.Sent(results);
        }
        catch (Exception error)
        {
            // Later numbers would make the log drop these when they are sent again: so the lane ends here, and the caller begins anew.
            broken = sink.Numbered ? error : null;
            batch.ForEach(pending => pending.Fail(error));
        }
    }

    /// <summary>What this lane put into the log itself, by a sending whose answer was lost, is appended and not repeated.</summary>
    private void Settle(PublishResult[] results, bool again)
    {
        var repeated = results.Count(result => result.Outcome == PublishOutcome.Repeated);
        if (resends.Look(results.Count(result => result.Outcome == PublishOutcome.Appended), repeated, again) == RepeatsOf.Own)
        {
            for (var index = 0; index < results.Length; index++)
            {
                results[index] = results[index].Outcome == PublishOutcome.Repeated ? new(PublishOutcome.Appended) : results[index];
            }
        }
    }

    private void Number(List<PendingEvent> batch)
    {
        if (!sink.Numbered)
        {
            return;
        }

        foreach (var pending in batch)
        {
            // The clock, so that a producer that starts again goes on above its last numbers without having kept them.
            lastSequence = pending.Record.Sequence > 0
                ? Math.Max(lastSequence, pending.Record.Sequence)
                : Math.Max(lastSequence + 1, Moments.ToUnixMicroseconds(time.GetUtcNow()));
            if (pending.Record.Sequence == 0)
            {
                pending.Record = pending.Record with { Sequence = lastSequence };
            }
        }
    }

    private readonly record struct Item(PendingEvent? Event, TaskCompletionSource? Mark);
}
