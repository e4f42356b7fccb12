using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>
/// A generated day of a shop: the sample that the demo, the tests and the load measurements share. Nobody's data; addresses are those
/// reserved for examples. Holds the dirt of real recordings too: repeats, late events, unknown types, events that must be refused.
/// </summary>
public static class ShoppingDay
{
    /// <summary>Customers of a day.</summary>
    public const int CustomersMax = 1_000_000;

    /// <summary>The events in order of arrival, all within the day, numbered from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No customers, or too many.</exception>
    public static IEnumerable<RecordedEvent> Generate(ShoppingDayOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Customers, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Customers, CustomersMax, nameof(options));
        var date = new ShopDate(options.Date);
        var shoppers = Enumerable.Range(1, options.Customers).Select(number => Story(options, date, number)).ToArray();
        Fill(options, shoppers);
        return shoppers
            .SelectMany(shopper => shopper.Events.Select(one => (one.Event, Arrival: shopper.Moment(one.Arrival))))
            .OrderBy(one => one.Arrival)
            .Select((one, index) => new RecordedEvent(one.Event, one.Arrival, index + 1));
    }

    private static Shopper Story(ShoppingDayOptions options, ShopDate date, int number)
    {
        var shopper = new Shopper(number, date, Chance.For(options.Seed, number));
        shopper.Start = DayShape.Moment(shopper.Chance);
        Identity.Introduce(shopper);
        Visit.Make(shopper, shopper.Start + 60_000);
        if (shopper.Chance.Holds(35))
        {
            Visit.Make(shopper, Math.Max(shopper.Start + 600_000, DayShape.Moment(shopper.Chance)));
        }

        CatalogueNews.Spread(shopper, date);
        Dirt.Scatter(shopper);
        return shopper;
    }

    /// <summary>Adds bad events, and views until the day has as many events as asked.</summary>
    private static void Fill(ShoppingDayOptions options, Shopper[] shoppers)
    {
        var chance = Chance.For(options.Seed, 0);
        var bad = Math.Min(Dirt.BadEvents, shoppers.Length);
        for (var number = 0; number < bad; number++)
        {
            Dirt.Spoil(shoppers[number * shoppers.Length / bad], number, options.Date);
        }

        for (var missing = options.Events - shoppers.Sum(shopper => shopper.Events.Count); missing > 0; missing--)
        {
            var shopper = shoppers[chance.Below(shoppers.Length)];
            Visit.View(shopper, Math.Max(shopper.Start + 1_000, DayShape.Moment(chance)));
        }
    }
}
