namespace JourneyGrains.Simulation.BackTests;

/// <summary>
/// Compares what one customer got under two variants, message by message. Messages belong together that come from the same journey (or
/// wave) and the same key; among those first the ones of the same run and step, then those of the same template, in their order, then the
/// others, in their order.
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

    private static List<(MessageTrace? Before, MessageTrace? After)> Pairs(List<MessageTrace> before, List<MessageTrace> after)
    {
        var pairs = new List<(MessageTrace?, MessageTrace?)>();
        Match(static (one, other) => one.Id == other.Id);
        Match(static (one, other) => one.Template == other.Template);
        for (var at = 0; at < Math.Max(before.Count, after.Count); at++)
        {
            pairs.Add((before.ElementAtOrDefault(at), after.ElementAtOrDefault(at)));
        }

        return pairs;

        void Match(Func<MessageTrace, MessageTrace, bool> belong) => before.RemoveAll(one =>
        {
            var at = after.FindIndex(other => belong(one, other));
            if (at >= 0)
            {
                pairs.Add((one, after[at]));
                after.RemoveAt(at);
            }

            return at >= 0;
        });
    }

    private static DifferenceKind? Kind(MessageTrace? before, MessageTrace? after) => (before, after) switch
    {
        (not null, null) => DifferenceKind.Lost,
        (null, not null) => DifferenceKind.Gained,
        _ when before!.Template != after!.Template || before.Channel != after.Channel || before.Words != after.Words => DifferenceKind.Changed,
        _ => before.At != after.At ? DifferenceKind.Moved : null,
    };

    private static string? Why(MessageTrace missing, DifferenceKind kind, CustomerTrace before, CustomerTrace after) => kind switch
    {
        DifferenceKind.Lost => MissingMessage.Why(missing, before, after),
        DifferenceKind.Gained => MissingMessage.Why(missing, after, before),
        _ => null,
    };

    private static ComparedMessage? Told(MessageTrace? message) =>
        message is null ? null : new(message.Template, message.Channel, new(message.At, TimeSpan.Zero));
}
