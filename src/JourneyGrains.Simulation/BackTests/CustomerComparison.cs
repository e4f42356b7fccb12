namespace JourneyGrains.Simulation.BackTests;

/// <summary>
/// Compares what one customer got under two variants, message by message. Messages belong together that come from the same journey (or
/// wave) and the same key; among those first the ones of the same template, in their order, then the others, in their order.
/// </summary>
internal static class CustomerComparison
{
    /// <returns>The differences in order of the moment, and how many messages are the same on both sides.</returns>
    public static (List<Difference> Differences, Dictionary<string, long> Same) Of(string customerId, CustomerTrace before, CustomerTrace after)
    {
        var same = new Dictionary<string, long>(StringComparer.Ordinal);
        var differences = new List<Difference>();
        var groups = before.Messages.Select(message => (message.Origin, message.Key))
            .Concat(after.Messages.Select(message => (message.Origin, message.Key)))
            .Distinct();
        foreach (var (origin, key) in groups)
        {
            foreach (var (one, other) in Pairs(Of(before, origin, key), Of(after, origin, key)))
            {
                if (Kind(one, other) is { } kind)
                {
                    differences.Add(new(customerId, origin, key, kind, Told(one), Told(other), Why((one ?? other)!, kind, before, after)));
                }
                else
                {
                    same[origin] = same.GetValueOrDefault(origin) + 1;
                }
            }
        }

        return ([.. differences.OrderBy(one => (one.Before ?? one.After)!.At).ThenBy(one => one.Origin, StringComparer.Ordinal)
            .ThenBy(one => one.Key, StringComparer.Ordinal)], same);
    }

    private static List<MessageTrace> Of(CustomerTrace trace, string origin, string key) =>
        trace.Messages.FindAll(message => message.Origin == origin && message.Key == key);

    private static IEnumerable<(MessageTrace? Before, MessageTrace? After)> Pairs(List<MessageTrace> before, List<MessageTrace> after)
    {
        var left = new List<MessageTrace>();
        foreach (var message in before)
        {
            var at = after.FindIndex(other => other.Template == message.Template);
            if (at < 0)
            {
                left.Add(message);
                continue;
            }

            yield return (message, after[at]);
            after.RemoveAt(at);
        }

        for (var at = 0; at < Math.Max(left.Count, after.Count); at++)
        {
            yield return (left.ElementAtOrDefault(at), after.ElementAtOrDefault(at));
        }
    }

    private static DifferenceKind? Kind(MessageTrace? before, MessageTrace? after) => (before, after) switch
    {
        (not null, null) => DifferenceKind.Lost,
        (null, not null) => DifferenceKind.Gained,
        _ when before!.Template != after!.Template || before.Channel != after.Channel || before.Words != after.Words => DifferenceKind.Changed,
        _ => before.At != after.At ? DifferenceKind.Moved : null,
    };

    /// <summary>
    /// The last that is said of the key. A run whose message is withheld still comes to its end: then what is said of the message is the reason.
    /// </summary>
    private static string? Why(MessageTrace missing, DifferenceKind kind, CustomerTrace before, CustomerTrace after)
    {
        var silent = kind switch
        {
            DifferenceKind.Lost => after,
            DifferenceKind.Gained => before,
            _ => null,
        };
        var said = silent?.Reasons.FindAll(reason => reason.Origin == missing.Origin && reason.Key == missing.Key) ?? [];
        var last = said.LastOrDefault();
        return last is { IsEnd: true } && said.FindLast(reason => reason.IsAbout(missing.Template)) is { } about ? about.Text : last?.Text;
    }

    private static ComparedMessage? Told(MessageTrace? message) =>
        message is null ? null : new(message.Template, message.Channel, new(message.At, TimeSpan.Zero));
}
