using System.Globalization;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.ShoppingDays;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Rehearsals;

/// <summary>Generated visits of many customers over many days, by the parts that a day of the shop is made of. Nobody's data.</summary>
internal sealed class Festival
{
    // A visit's own events and what follows from it, on average; who the customer is.
    private const double EventsOfVisit = 4.4;
    private const double EventsOfIdentity = 2.2;
    private const int DaysAfterVisit = 10;

    private readonly FestivalOptions options;
    private readonly LoadCurve curve;
    private readonly int visitsMost;
    private readonly List<int>[] numbers = [.. Enumerable.Range(0, LogSimulation.Shards).Select(_ => new List<int>())];

    public Festival(FestivalOptions options)
    {
        Check(options.Customers, FestivalOptions.CustomersMax, "customers");
        Check(options.Days, FestivalOptions.DaysMax, "days");
        Check(options.EventsPerCustomer, FestivalOptions.EventsMax, "events per customer");
        this.options = options;
        curve = options.Curve ?? LoadCurve.Festival(options.From, options.Days);
        for (var number = 1; number <= options.Customers; number++)
        {
            numbers[StableHashing.Partition(Shopper.IdOf(number), LogSimulation.Shards)].Add(number);
        }

        visitsMost = Math.Max(1, (int)Math.Round((2 * (options.EventsPerCustomer - EventsOfIdentity) / EventsOfVisit) - 1));
    }

    /// <summary>The events of each of a shard's customers, in order of arrival.</summary>
    public IEnumerable<RecordedEvent[]> OfShard(int shard) => numbers[shard].Select(Life);

    private RecordedEvent[] Life(int number)
    {
        var chance = Chance.For(options.Seed, number);
        var moments = new double[chance.Between(1, visitsMost)];
        for (var visit = 0; visit < moments.Length; visit++)
        {
            moments[visit] = curve.Moment(chance) * options.Days;
        }

        Array.Sort(moments);
        var events = new List<RecordedEvent>(options.EventsPerCustomer);
        for (var visit = 0; visit < moments.Length;)
        {
            var day = (int)moments[visit];
            var shopper = OfDay(number, day, chance);
            for (; visit < moments.Length && (int)moments[visit] == day; visit++)
            {
                var at = (int)((moments[visit] - day) * DayShape.Day);
                if (visit == 0)
                {
                    shopper.Start = at;
                    Identity.Introduce(shopper);
                    at += 60_000;
                }

                Visit.Make(shopper, at);
            }

            CatalogueNews.Spread(shopper, options.From.AddDays(day));
            foreach (var (one, arrival) in shopper.Events)
            {
                events.Add(new(one, shopper.Moment(arrival), 0));
            }
        }

        return InOrder(events);
    }

    /// <summary>By arrival; those of one moment stay as they are.</summary>
    private static RecordedEvent[] InOrder(List<RecordedEvent> events)
    {
        var (sorted, arrivals) = (events.ToArray(), new (long At, int Place)[events.Count]);
        for (var place = 0; place < arrivals.Length; place++)
        {
            arrivals[place] = (sorted[place].Arrival.UtcTicks, place);
        }

        Array.Sort(arrivals, sorted);
        return sorted;
    }

    private Shopper OfDay(int number, int day, Chance chance)
    {
        var date = options.From.AddDays(day);
        var tag = date.ToString("MMdd", CultureInfo.InvariantCulture) + "-";
        return new(number, date, chance, Math.Min(options.Days - day, DaysAfterVisit) * DayShape.Day, tag);
    }

    private static void Check(int given, int most, string what)
    {
        if (given < 1 || given > most)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A rehearsal has 1 to {most} {what}; {given} were asked for."));
        }
    }
}
