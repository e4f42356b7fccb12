using JourneyGrains.Client.Publishing;
using JourneyGrains.Contracts.Operations;

namespace JourneyGrains.Client.Replaying;

/// <summary>
/// Keeps a replay from running ahead of the consumers. It asks rarely: what was free when it asked last may be used up before it asks again.
/// </summary>
internal sealed class ConsumerLag(IOperationsGrain operations, int most, Retrying retrying, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private long free;

    /// <summary>Events of the log not yet consumed, when last asked.</summary>
    public long Behind { get; private set; }

    /// <summary>Completes when as many more events may be appended. A demand beyond the limit is met when nothing is behind.</summary>
    public async Task TakeAsync(int events, CancellationToken cancellation)
    {
        while (free < events)
        {
            var status = await retrying.RunAsync(operations.Status, cancellation);
            Behind = Math.Max(0, status.Appended - status.Consumed);
            free = Behind == 0 ? Math.Max(most, events) : most - Behind;
            if (free < events)
            {
                await Task.Delay(Pause, time, cancellation);
            }
        }

        free -= events;
    }
}
