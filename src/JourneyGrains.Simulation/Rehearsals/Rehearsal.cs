using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Findings;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Rehearsals;

/// <summary>
/// A whole festival before it happens: generated customers whose visits follow a load curve live through the definitions, and the channels'
/// rates say when the last of them will know.
/// </summary>
public static class Rehearsal
{
    /// <param name="variant">Its templates are not used: nobody reads the messages.</param>
    /// <param name="options">
    /// Its end, from the festival's start to <see cref="FestivalOptions.DaysMax"/> days after the festival, is the festival's where none is
    /// given; what would come after it is left out.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The festival is none, its end is not within the bounds, or a launch names a campaign or wave that is not defined or lies outside of it.
    /// </exception>
    public static RehearsalFindings Run(Variant variant, FestivalOptions festival, DeliveryPlan plan, SimulationOptions? options = null)
    {
        options ??= new SimulationOptions();
        var made = new Festival(festival);
        var until = options.Until ?? festival.End;
        Check(festival, until, options.Launches);
        var findings = new FindingsSink[LogSimulation.Shards];
        var sends = new SendLoad(festival.Start, until);
        var minutes = new int[(festival.Days * 1440) + 1];
        var simulation = new LogSimulation(
            [new(variant.Definitions.ForRehearsal(reports: false), Templates: null)], (shard, _) => new SinkGroup(findings[shard] = new(), sends.Sink()), options with { Until = until });
        var outcome = simulation.RunByCustomer(shard => Noted(made.OfShard(shard)))[0];
        var found = RunFindings.Of(minutes.Sum(count => (long)count), outcome, findings);
        SpreadWaves(variant, sends, found, options.Launches);
        var (knowledge, channels) = Deliveries.Of(sends, plan);
        return new(found, LoadOf(minutes, festival.Start), minutes.Max(), knowledge, channels) { Offers = OfferFindings.Of(found, variant.Definitions) };

        IEnumerable<List<RecordedEvent>> Noted(IEnumerable<List<RecordedEvent>> ofShard)
        {
            // Counted by the shard itself, and summed up once: threads that count in one place wait for each other's.
            var own = new int[minutes.Length];
            foreach (var life in ofShard)
            {
                var taken = 0;
                for (; taken < life.Count && life[taken].Arrival <= until; taken++)
                {
                    own[(life[taken].Arrival - festival.Start).Ticks / TimeSpan.TicksPerMinute]++;
                }

                life.RemoveRange(taken, life.Count - taken);
                yield return life;
            }

            lock (minutes)
            {
                for (var minute = 0; minute < own.Length; minute++)
                {
                    minutes[minute] += own[minute];
                }
            }
        }
    }

    /// <summary>Outside of the festival a wave has nobody to reach, or nothing to be reckoned with.</summary>
    private static void Check(FestivalOptions festival, DateTimeOffset until, IReadOnlyList<Launch> launches)
    {
        if (until < festival.Start || until > festival.End.AddDays(FestivalOptions.DaysMax))
        {
            throw new ArgumentException(
                $"The rehearsal would end at {Moments.Format(until)}; its festival is from {Moments.Format(festival.Start)} to {Moments.Format(festival.End)}, "
                + $"and it ends in that time or at most {FestivalOptions.DaysMax} days later.");
        }

        if (launches.FirstOrDefault(launch => launch.At < festival.Start || launch.At > until) is { } outside)
        {
            throw new ArgumentException(
                $"The launch of {outside.Campaign} at {Moments.Format(outside.At)} is outside of the rehearsal, "
                + $"which is from {Moments.Format(festival.Start)} to {Moments.Format(until)}.");
        }
    }

    private static Timeline LoadOf(int[] minutes, DateTimeOffset start)
    {
        var load = new Timeline();
        for (var minute = 0; minute < minutes.Length; minute++)
        {
            if (minutes[minute] > 0)
            {
                load.Add("events", start.AddMinutes(minute), minutes[minute]);
            }
        }

        return load;
    }

    /// <summary>A wave goes through its audience at its rate; the simulation offers it to all at the moment of its launch.</summary>
    private static void SpreadWaves(Variant variant, SendLoad sends, RunFindings found, IReadOnlyList<Launch> launches)
    {
        foreach (var planned in PlannedWave.Of(variant.Definitions, launches))
        {
            var rate = variant.Definitions.Campaign(planned.Campaign)!.Waves.First(wave => wave.Name == planned.Wave).RatePerSecond;
            var origin = $"{planned.Campaign}/{planned.Wave}";
            var second = (int)(planned.At - sends.At(0)).TotalSeconds;
            if (rate <= 0 || second < 0 || second >= sends.Seconds)
            {
                continue;
            }

            // Launched more than once, each time is taken to reach as many.
            var times = launches.Count(launch => launch.Campaign == planned.Campaign && (launch.Wave ?? planned.Wave) == planned.Wave);
            var offered = (found.Total(origin, LineKind.Sent) + found.Total(origin, LineKind.Withheld)
                + found.Total(origin, LineKind.NotInAudience)) / times;
            foreach (var (_, _, counts) in sends.All.Where(one => one.Origin == origin))
            {
                ChannelQueue.Spread(counts.BySecond, second, (double)offered / rate);
            }
        }
    }
}
