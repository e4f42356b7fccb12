using JourneyGrains.Client.Publishing;

namespace JourneyGrains.Client.Tests.Publishing;

/// <summary>A sink that takes no batch until the test lets it, and remembers each.</summary>
internal sealed class GatedSink : IBatchSink
{
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Numbered => false;

    public List<string[]> Batches { get; } = [];

    /// <summary>The exception of the next batches; null: they are taken.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Completes when the first batch is at the sink.</summary>
    public Task Reached => first.Task;

    public void Open() => gate.TrySetResult();

    public async Task<PublishResult[]> SendAsync(IReadOnlyList<PendingEvent> batch)
    {
        first.TrySetResult();
        await gate.Task;
        if (Failure is not null)
        {
            throw Failure;
        }

        Batches.Add([.. batch.Select(pending => pending.Record.Id)]);
        return [.. batch.Select(_ => new PublishResult(PublishOutcome.Appended))];
    }
}
