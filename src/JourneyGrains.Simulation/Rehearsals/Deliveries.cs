namespace JourneyGrains.Simulation.Rehearsals;

/// <summary>Puts messages that are ready through their channels, and says when customers know and what it costs.</summary>
internal static class Deliveries
{
    public static (IReadOnlyList<Knowledge> Knowledge, IReadOnlyList<ChannelFindings> Channels) Of(SendLoad sends, DeliveryPlan plan)
    {
        var knowledge = new List<Knowledge>();
        var channels = new List<ChannelFindings>();
        foreach (var channel in sends.All.GroupBy(one => one.Channel, StringComparer.Ordinal))
        {
            double? rate = plan.RatesPerSecond.TryGetValue(channel.Key, out var given) ? given : null;
            var ready = channel.Select(one => one.Counts.BySecond).ToList();
            var (waits, longest) = ChannelQueue.Reckon(ready, rate);
            var known = channel.Select(one => Know(one.Channel, one.Origin, one.Counts, waits, sends)).ToList();
            knowledge.AddRange(known);
            var messages = known.Sum(one => one.Messages);
            channels.Add(new(
                channel.Key, messages, rate, Busiest(channel.Select(one => one.Counts), sends.Seconds), (long)Math.Ceiling(Math.Max(0, longest)),
                plan.Costs.TryGetValue(channel.Key, out var cost) ? messages * cost : null));
        }

        return (knowledge, channels);
    }

    private static long Busiest(IEnumerable<SendLoad.Counts> all, int seconds)
    {
        var (sums, busiest) = (new int[seconds], 0);
        foreach (var counts in all)
        {
            foreach (var second in counts.Busy())
            {
                busiest = Math.Max(busiest, sums[second] += counts.BySecond[second]);
            }
        }

        return busiest;
    }

    private static Knowledge Know(string channel, string origin, SendLoad.Counts counts, double[] waits, SendLoad sends)
    {
        var (first, last, total) = (double.MaxValue, 0.0, 0L);
        var byWait = new SortedDictionary<double, long>();
        foreach (var second in counts.Busy())
        {
            var count = counts.BySecond[second];
            first = Math.Min(first, second + waits[second]);
            last = Math.Max(last, second + waits[second]);
            total += count;
            byWait[waits[second]] = byWait.GetValueOrDefault(waits[second]) + count;
        }

        return new(
            channel, origin, total, sends.At(Math.Floor(first)), sends.At(Math.Ceiling(last)), Seconds(Middle(byWait, total)),
            Seconds(byWait.Keys.Last()), counts.ShortestLife);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Ceiling(seconds));

    private static double Middle(SortedDictionary<double, long> byWait, long total)
    {
        var seen = 0L;
        return byWait.First(pair => (seen += pair.Value) * 2 >= total).Key;
    }
}
