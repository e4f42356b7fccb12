using JourneyGrains.Client.Publishing;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Core.Events;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.CommandLine.Publishing;

/// <summary>Publishes the lines of one file. A bad line is told and kept; the rest goes on.</summary>
internal sealed class PublishRun(
    IEventPublisher publisher, EventFile file, RefusedLines refused, TypeNotes types, bool numbered, IProgress<ProgressStep> progress)
{
    private const int UnderWayMax = 50_000;
    private const int ReportEvery = 500;
    private readonly Queue<(long Line, Task<PublishResult> Durable)> underWay = [];
    private long appended;
    private long repeated;

    /// <exception cref="PublishFailedException">The cluster stopped answering.</exception>
    public async Task<PublishSummary> RunAsync(CancellationToken cancellation)
    {
        foreach (var recorded in JsonLines.Read(file.Content, bad => Keep(bad, cancellation)))
        {
            types.Look(recorded.Event.Type);
            var durable = await publisher.EnqueueAsync(recorded.Event, numbered ? recorded.Line : 0, Where(recorded.Line), cancellation);
            await TrackAsync(recorded.Line, durable, cancellation);
        }

        var flushed = publisher.FlushAsync(cancellation);
        await SettleAsync(0, cancellation);
        await flushed;
        return new PublishSummary(appended, repeated, refused.Count);
    }

    private string Where(long line) => $"{file.Name}:{line}";

    // The reader cannot wait for a task; blocking it here is what keeps a file of bad lines from filling the memory.
    private void Keep(BadLine bad, CancellationToken cancellation)
    {
        var refusal = new Refusal(RefusalCodes.Unreadable, bad.Reason);
        var durable = publisher.RefuseAsync(bad.Excerpt, refusal, Where(bad.Line), cancellation).AsTask().GetAwaiter().GetResult();
        TrackAsync(bad.Line, durable, cancellation).GetAwaiter().GetResult();
    }

    private async Task TrackAsync(long line, Task<PublishResult> durable, CancellationToken cancellation)
    {
        underWay.Enqueue((line, durable));
        await SettleAsync(UnderWayMax, cancellation);
        if (line % ReportEvery == 0)
        {
            progress.Report(new(file.Fraction, $"{Tables.Count(appended + repeated)} events"));
        }
    }

    /// <summary>Looks at what is acknowledged, in the order of the lines, and waits until at most so many are not.</summary>
    private async Task SettleAsync(int most, CancellationToken cancellation)
    {
        while (underWay.TryPeek(out var first) && (first.Durable.IsCompleted || underWay.Count > most))
        {
            Count(first.Line, await AcknowledgedAsync(first.Line, first.Durable, cancellation));
            underWay.Dequeue();
        }
    }

    private async Task<PublishResult> AcknowledgedAsync(long line, Task<PublishResult> durable, CancellationToken cancellation)
    {
        try
        {
            return await durable.WaitAsync(cancellation);
        }
        catch (PublishFailedException error)
        {
            var advice = numbered ? "Publish the file again with the same --producer; nothing is added twice." : "Publish the file again; events keep their ids.";
            throw new CommandException(ExitCodes.NoCluster, $"{Where(line)}: {error.Message} {advice}", error);
        }
    }

    private void Count(long line, PublishResult result)
    {
        switch (result.Outcome)
        {
            case PublishOutcome.Appended: appended++; break;
            case PublishOutcome.Repeated: repeated++; break;
            default: refused.Tell(Where(line), result.Refusal!.Code, result.Refusal.Reason); break;
        }
    }
}

/// <summary>What became of a file's lines.</summary>
internal sealed record PublishSummary(long Published, long Repeated, long Refused);
