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
            knowledge.AddRange(channel.Select(one => Know(one.Channel, one.Origin, one.Counts, waits, sends)));
            var messages = ready.Sum(one => one.Sum(count => (long)count));
            channels.Add(new(
                channel.Key, messages, rate, Busiest(ready), (long)Math.Ceiling(Math.Max(0, longest)),
                plan.Costs.TryGetValue(channel.Key, out var cost) ? messages * cost : null));
        }

        return (knowledge, channels);
    }

    private static long Busiest(List<int[]> ready)
    {
        var busiest = 0L;
        for (var second = 0; second < ready[0].Length; second++)
        {
            var count = 0L;
            foreach (var one in ready)
            {
                count += one[second];
            }

            busiest = Math.Max(busiest, count);
        }

        return busiest;
    }

    private static Knowledge Know(string channel, string origin, SendLoad.Counts counts, double[] waits, SendLoad sends)
    {
        var (first, last, total) = (double.MaxValue, 0.0, 0L);
        var byWait = new SortedDictionary<double, long>();
        for (var second = 0; second < waits.Length; second++)
        {
            if (counts.BySecond[second] is var count and > 0)
            {
                first = Math.Min(first, second + waits[second]);
                last = Math.Max(last, second + waits[second]);
                total += count;
                byWait[waits[second]] = byWait.GetValueOrDefault(waits[second]) + count;
            }
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
