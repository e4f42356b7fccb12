using System.Globalization;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.ShoppingDays;

/// <summary>One customer of the day and what is recorded of them. Moments are milliseconds since midnight.</summary>
/// <param name="end">What would happen from then on is not recorded.</param>
/// <param name="tag">Tells this day's carts and orders from those of the same customer's other days.</param>
/// <param name="past">The same customer on an earlier day, who is done with; null: this is the first.</param>
internal sealed class Shopper(int number, ShopDate date, Chance chance, int end = DayShape.Day, string tag = "", Shopper? past = null)
{
    // A visit with what follows from it is about as many events, and few have more.
    private const int UsualEvents = 8;

    private readonly List<(CustomerEvent Event, int Arrival)> events = Emptied(past?.events) ?? new(UsualEvents);
    private readonly string prefix = string.Concat(date.Digits, (past?.Id ?? IdOf(number)).AsSpan(1), "-");
    private int orders;
    private int carts;

    public string Id { get; } = past?.Id ?? IdOf(number);

    public Chance Chance { get; } = chance;

    /// <summary>The moment of the first event.</summary>
    public int Start { get; set; }

    /// <summary>Products looked at so far, each with the moment.</summary>
    public List<(Product Product, int At)> Viewed { get; } = Emptied(past?.Viewed) ?? [];

    public List<(CustomerEvent Event, int Arrival)> Events => events;

    public static string IdOf(int number) => $"c-{number:D5}";

    public string NextOrder() => $"o-{tag}{number:D5}-{++orders}";

    public string NextCart() => $"cart-{tag}{number:D5}-{++carts}";

    /// <summary>Something happens, if it is not after the end.</summary>
    public void Happens(int at, string type, params ReadOnlySpan<(string Name, Value Value)> properties)
    {
        if (at < end)
        {
            Happens(at, type, Value.Of(ValueMap.Of(properties)));
        }
    }

    /// <inheritdoc cref="Happens(int, string, ReadOnlySpan{ValueTuple{string, Value}})"/>
    /// <param name="properties">A map.</param>
    public void Happens(int at, string type, Value properties)
    {
        if (at < end)
        {
            var id = prefix + (events.Count + 1).ToString(CultureInfo.InvariantCulture);
            events.Add((new(id, Id, type, Moment(at), properties), Math.Min(at + Delay(), end - 1)));
        }
    }

    /// <summary>An event comes once more, as producers that lost an answer send it.</summary>
    public void Repeats(int index, int later)
    {
        var (again, arrival) = events[index];
        events.Add((again, Math.Min(arrival + later, end - 1)));
    }

    public void Spoil(CustomerEvent bad, int arrival) => events.Add((bad, arrival));

    public DateTimeOffset Moment(int at) => date.Midnight.AddTicks(at * TimeSpan.TicksPerMillisecond);

    /// <summary>Mostly a second or two; sometimes a producer was cut off for minutes or hours.</summary>
    private int Delay() => Chance.HoldsPerMille(15) ? Chance.Between(2 * 60_000, 3 * 60 * 60_000) : Chance.Between(50, 1_800);

    private static List<T>? Emptied<T>(List<T>? list)
    {
        list?.Clear();
        return list;
    }
}
