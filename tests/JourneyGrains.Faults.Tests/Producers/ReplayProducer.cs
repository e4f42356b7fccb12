using JourneyGrains.Client.Replaying;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Faults.Tests.Rounds;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Faults.Tests.Producers;

/// <summary>Replays a day with its recorded arrivals, numbered; begun anew from the first event when it is to resend or has failed.</summary>
internal sealed class ReplayProducer(Ground ground, IReadOnlyList<RecordedEvent> day, DateTimeOffset until) : IProducer
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(8);
    private Action restart = () => { };
    private int furthest;

    public double Progress => (double)Volatile.Read(ref furthest) / day.Count;

    public void Resend() => Volatile.Read(ref restart)();

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            using var mine = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            Volatile.Write(ref restart, mine.Cancel);
            try
            {
                await ground.Replayer.ReplayAsync(Records(mine.Token), Options(), null, mine.Token);
                return;
            }
            catch (OperationCanceledException) when (mine.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                // From the beginning: the log drops what it has.
            }
            finally
            {
                Volatile.Write(ref restart, () => { });
            }
        }
    }

    private ReplayOptions Options() => new()
    {
        Producer = "faults",
        RecordedArrivals = true,
        Until = until,
        Partitions = Ground.Partitions,
        RoundMax = 20,
        RetryFor = TimeSpan.FromSeconds(120),
    };

    /// <summary>What was sent before goes at once, the rest at the pace of the round.</summary>
    private async IAsyncEnumerable<EventRecord> Records([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var index = 0; index < day.Count; index++)
        {
            if (index > furthest)
            {
                Volatile.Write(ref furthest, index);
                await Task.Delay(Lasts / day.Count, cancellation);
            }

            yield return EventRecord.Of(day[index].Event, arrival: day[index].Arrival);
        }

        Volatile.Write(ref furthest, day.Count);
    }
}
