using System.Collections.Concurrent;
using JourneyGrains.Core.Customers;
using JourneyGrains.Grains.Customers;

namespace JourneyGrains.Silo.Demo;

/// <summary>Catches what the day decides, as it is committed, and keeps a sample for the screen: of each kind, not only of the most frequent.</summary>
internal sealed class DemoFeed : ITurnFeed
{
    private const int KeptPerKind = 4;

    private readonly ConcurrentDictionary<(string Origin, LineKind Kind), ConcurrentQueue<Decision>> waiting = new();
    private volatile DayProgress? day;

    /// <summary>Tells a day of each event that is decided from now on.</summary>
    public void Follow(DayProgress followed) => day = followed;

    public void Publish(string customerId, TranscriptEntry entry)
    {
        // "event TYPE ID"; a type has no blanks, an id may.
        if (day is { } followed && entry.Input.Split(' ', 3) is ["event", _, var id])
        {
            followed.Decide(customerId, id);
        }

        foreach (var line in entry.Lines)
        {
            if (line.Origin is null || !IsShown(line.Kind))
            {
                continue;
            }

            var queue = waiting.GetOrAdd((line.Origin, line.Kind), _ => new());
            if (queue.Count < KeptPerKind)
            {
                queue.Enqueue(new(entry.At, customerId, line));
            }
        }
    }

    /// <summary>Takes up to <paramref name="most"/> decisions, in turn of their kinds, in order of time.</summary>
    public IReadOnlyList<Decision> Sample(int most)
    {
        var taken = new List<Decision>();
        // OrderBy would read the size and then the pairs, between which the day may add a kind.
        foreach (var (_, queue) in waiting.ToArray().OrderBy(pair => pair.Key.Origin, StringComparer.Ordinal))
        {
            if (queue.TryDequeue(out var decision))
            {
                taken.Add(decision);
            }
        }

        foreach (var queue in waiting.Values)
        {
            queue.Clear();
        }

        return [.. taken.OrderBy(_ => Random.Shared.Next()).Take(most).OrderBy(decision => decision.At)];
    }

    private static bool IsShown(LineKind kind) =>
        kind is LineKind.Sent or LineKind.Withheld or LineKind.Withdrawn or LineKind.Exited or LineKind.Goal or LineKind.NotInAudience or LineKind.NotEntered;
}

/// <summary>One line of a transcript with its customer.</summary>
internal sealed record Decision(DateTimeOffset At, string Customer, TranscriptLine Line);
