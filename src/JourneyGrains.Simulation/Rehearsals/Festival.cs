using System.Globalization;
using System.Runtime.InteropServices;
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
    private readonly ShopDate[] dates;
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

        dates = [.. Enumerable.Range(0, options.Days).Select(day => new ShopDate(options.From.AddDays(day)))];
        visitsMost = Math.Max(1, (int)Math.Round((2 * (options.EventsPerCustomer - EventsOfIdentity) / EventsOfVisit) - 1));
    }

    /// <summary>The events of each of a shard's customers, in order of arrival. Each time the same list, filled anew.</summary>
    public IEnumerable<List<RecordedEvent>> OfShard(int shard)
    {
        var events = new List<RecordedEvent>(options.EventsPerCustomer * 2);
        foreach (var number in numbers[shard])
        {
            events.Clear();
            Live(number, events);
            yield return events;
        }
    }

    private void Live(int number, List<RecordedEvent> events)
    {
        var chance = Chance.For(options.Seed, number);
        var moments = new double[chance.Between(1, visitsMost)];
        for (var visit = 0; visit < moments.Length; visit++)
        {
            moments[visit] = curve.Moment(chance) * options.Days;
        }

        Array.Sort(moments);
        Shopper? shopper = null;
        for (var visit = 0; visit < moments.Length;)
        {
            var day = (int)moments[visit];
            shopper = OfDay(number, day, chance, shopper);
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

            CatalogueNews.Spread(shopper, dates[day]);
            foreach (var (one, arrival) in shopper.Events)
            {
                events.Add(new(one, shopper.Moment(arrival), 0));
            }
        }

        Order(CollectionsMarshal.AsSpan(events));
    }

    /// <summary>By arrival; those of one moment stay as they are. Most are in order already, and few are far from their place.</summary>
    private static void Order(Span<RecordedEvent> events)
    {
        for (var next = 1; next < events.Length; next++)
        {
            var (moved, place) = (events[next], next);
            for (; place > 0 && events[place - 1].Arrival > moved.Arrival; place--)
            {
                events[place] = events[place - 1];
            }

            events[place] = moved;
        }
    }

    private Shopper OfDay(int number, int day, Chance chance, Shopper? past)
    {
        var date = dates[day];
        return new(number, date, chance, Math.Min(options.Days - day, DaysAfterVisit) * DayShape.Day, date.Tag, past);
    }

    private static void Check(int given, int most, string what)
    {
        if (given < 1 || given > most)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A rehearsal has 1 to {most} {what}; {given} were asked for."));
        }
    }
}
