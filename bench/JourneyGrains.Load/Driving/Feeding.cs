using System.Diagnostics;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Core.Events;
using JourneyGrains.Load.Measuring;

namespace JourneyGrains.Load.Driving;

/// <summary>Publishes events and waits until all that follows from them is done.</summary>
internal sealed class Feeding(IEventPublisher publisher, Sightings sightings)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    /// <summary>As fast as the publisher takes them.</summary>
    /// <param name="events">Best made before, as the rows of the raw batches are: what their making takes is no cost of publishing them.</param>
    public async Task AtFullSpeedAsync(IEnumerable<CustomerEvent> events, int messages)
    {
        var (turns, handed) = (sightings.Turns, sightings.Messages + messages);
        foreach (var input in events)
        {
            await publisher.EnqueueAsync(input);
            turns++;
        }

        await publisher.FlushAsync();
        await UntilAsync(turns, handed);
    }

    /// <summary>
    /// At fixed moments, whatever became of the events before: an event that waits because the silo is slow was slow from its moment on
    /// (corrected for coordinated omission).
    /// </summary>
    /// <param name="acknowledged">Gets the moment of each event's acknowledgement.</param>
    /// <returns>The moment each event was to be published.</returns>
    public async Task<long[]> AtRateAsync(Workload workload, int first, int count, int rate, long[] acknowledged)
    {
        var (turns, handed) = (sightings.Turns + count, sightings.Messages + count / 10);
        var due = new long[count];
        var answers = new Task[count];
        var began = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 10;
        for (var next = 0; next < count; next++)
        {
            due[next] = began + (long)(next * (double)Stopwatch.Frequency / rate);
            while (Stopwatch.GetTimestamp() < due[next])
            {
                await Task.Delay(1);
            }

            answers[next] = NoteAsync(await publisher.EnqueueAsync(workload.Event(first + next)), acknowledged, next);
        }

        await Task.WhenAll(answers);
        await UntilAsync(turns, handed);
        return due;
    }

    private static async Task NoteAsync(Task<PublishResult> published, long[] acknowledged, int index)
    {
        await published.ConfigureAwait(false);
        acknowledged[index] = Stopwatch.GetTimestamp();
    }

    private async Task UntilAsync(long turns, long messages)
    {
        var began = Stopwatch.GetTimestamp();
        while (sightings.Turns < turns || sightings.Messages < messages)
        {
            if (Stopwatch.GetElapsedTime(began) > LoadOptions.PartMost)
            {
                throw new TimeoutException(
                    $"{sightings.Turns} of {turns} turns and {sightings.Messages} of {messages} messages after {LoadOptions.PartMost}.");
            }

            await Task.Delay(Look);
        }
    }
}
