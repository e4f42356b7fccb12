using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Pages;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.ShoppingDays;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Tests.BackTests;

public sealed class BackTestTests : IDisposable
{
    private static readonly Variant Sample = new(Samples.Journeys.Definitions!, Samples.Journeys.Templates);
    private static readonly ShoppingDayOptions Small = new() { Customers = 300, Events = 3_000 };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_same_definitions_differ_in_nothing()
    {
        var found = BackTest.Run(Sample, Sample, ShoppingDay.Generate(Small), told: (_, one) => Assert.Fail(one.ToString()));
        Assert.Equal(0, found.CustomersWhoDiffer);
        Assert.True(found.Before.Messages > 0);
        Assert.Equal(found.Before.Messages, found.Origins.Values.Sum(origin => origin.Same));
    }

    [Fact]
    public void A_shorter_wait_moves_messages_and_speaks_before_some_orders_came()
    {
        var after = Changed("cart-recovery.journey.yaml", "for: 45m", "for: 30m");
        var cart = new Day().Reachable().Cart(10).With(200, "product.viewed", ("productId", Core.Values.Value.Of("p-1"))).Events;
        var bought = new Day("c-2").Reachable().Cart(10).Order(50).Events;
        var differences = Run(after, [.. cart, .. bought]).Item2;
        Assert.Collection(
            differences.OrderBy(one => one.CustomerId),
            one => Assert.Equal(
                (DifferenceKind.Moved, Day.At(55), Day.At(40)), (one.Kind, one.Before!.At, one.After!.At)),
            one =>
            {
                Assert.Equal(("c-2", DifferenceKind.Gained, "cart-1"), (one.CustomerId, one.Kind, one.Key));
                Assert.Equal("Ended by order.placed c-2-4.", one.Why);
            });
    }

    [Fact]
    public void A_message_that_is_lost_says_why()
    {
        var after = Changed("cart-recovery.journey.yaml", "event.value >= 20", "event.value >= 60");
        var (found, differences) = Run(after, new Day().Reachable().Cart(10).With(200, "product.viewed", ("productId", Core.Values.Value.Of("p-1"))).Events);
        var lost = Assert.Single(differences);
        Assert.Equal(DifferenceKind.Lost, lost.Kind);
        Assert.Contains("event.value >= 60 does not hold", lost.Why, StringComparison.Ordinal);
        Assert.Equal(("cart-recovery", DifferenceKind.Lost), (found.Reasons.Single().Origin, found.Reasons.Single().Kind));
    }

    [Fact]
    public void A_journey_that_one_side_does_not_have_is_told_as_that()
    {
        var after = Changed("cart-recovery.journey.yaml", "journey: cart-recovery", "journey: cart-rescue");
        var found = Run(after, new Day().Reachable().Cart(10).With(200, "product.viewed", ("productId", Core.Values.Value.Of("p-1"))).Events).Item1;
        Assert.Equal(
            [("cart-recovery", "there is no such journey after"), ("cart-rescue", "there is no such journey before")],
            found.Reasons.Select(one => (one.Origin, one.Reason)).Order());
    }

    [Fact]
    public void A_message_that_a_cap_withholds_is_lost_by_the_cap_whatever_is_said_of_the_key_later()
    {
        // The customer's one message of the day is welcome; the cart comes once more when it is bought already, and late.
        var late = new Day("late").Cart(20).Events[0];
        var life = new Day().Reachable().Cart(10).Order(100).Events;
        var again = late with { Event = late.Event with { CustomerId = "c-1" }, Arrival = Day.At(150), Line = 9 };
        var (found, differences) = Run(WithCap(), [.. life, again]);
        var lost = Assert.Single(differences);
        Assert.Equal((DifferenceKind.Lost, "cart-recovery", "cart-1"), (lost.Kind, lost.Origin, lost.Key));
        Assert.StartsWith("cart-first not handed over: cap one (1 a day) is used up: 1 counted, free from 2025-11-12 00:00 in ", lost.Why, StringComparison.Ordinal);
        Assert.Equal([("cart-recovery", DifferenceKind.Lost, "cap one (1 a day) is used up", 1L)], found.Reasons);
    }

    [Fact]
    public void Of_two_runs_of_one_key_the_one_whose_message_was_withheld_is_told()
    {
        // The second cart's reminder is the first message of the next day.
        var twice = new Day().Reachable().Cart(10).Cart(1_450).With(1_800, "product.viewed", ("productId", Core.Values.Value.Of("p-1"))).Events;
        var (found, differences) = Run(WithCap(), twice);
        var lost = Assert.Single(differences);
        Assert.Equal((DifferenceKind.Lost, Day.At(55)), (lost.Kind, lost.Before!.At));
        Assert.Contains("cap one", lost.Why, StringComparison.Ordinal);
        Assert.Equal(1, found.Origins["cart-recovery"].Same);
    }

    [Fact]
    public void A_run_that_only_one_side_began_is_told_by_the_entry_that_the_other_refused()
    {
        var after = Changed("cart-recovery.journey.yaml", "again: always", "again: after 7d");
        var twice = new Day().Reachable().Cart(10).Cart(100).With(200, "product.viewed", ("productId", Core.Values.Value.Of("p-1"))).Events;
        var (found, differences) = Run(after, twice);
        Assert.Equal("Not entered: entered 1h30m ago, and again only after 7d.", Assert.Single(differences).Why);
        Assert.Equal("entered before, and again only after 7d", Assert.Single(found.Reasons).Reason);
    }

    [Fact]
    public void A_run_that_the_other_side_had_under_way_already_is_told_by_what_became_of_that_one()
    {
        Samples.CopyTo(folder.Path, (name, content) => name == "cart-recovery.journey.yaml"
            ? Replaced(Replaced(content, "event.value >= 20", "event.value >= 60"), "for: 45m", "for: 30m")
            : content);
        var after = Samples.Load(folder.Path);
        var life = new Day().Reachable().Cart(10, 30).Cart(20, 70).Order(60).Cart(80, 30).Events;
        var differences = Run(new(after.Definitions!, after.Templates), life).Item2;
        var gained = Assert.Single(differences, one => one.Kind == DifferenceKind.Gained);
        Assert.Equal((Day.At(50), "Ended by order.placed c-1-5."), (gained.After!.At, gained.Why));
    }

    [Fact]
    public void A_cap_is_one_reason_in_every_time_zone()
    {
        var zones = new[] { "Europe/Berlin", "America/New_York", "Asia/Tokyo" };
        var events = zones.SelectMany((zone, at) => new Day($"c-{at}").Reachable()
            .With(1, "customer.identified", ("timeZone", Core.Values.Value.Of(zone))).Cart(10)
            .With(200, "product.viewed", ("productId", Core.Values.Value.Of("p-1"))).Events);
        var (found, differences) = Run(WithCap(), events);
        Assert.Equal(3, differences.Select(one => one.Why).Distinct().Count());
        Assert.Equal([("cart-recovery", DifferenceKind.Lost, "cap one (1 a day) is used up", 3L)], found.Reasons);
    }

    [Fact]
    public void Offers_are_told_of_both_sides()
    {
        folder.Write("j.journey.yaml", "journey: j\nenter: { on: order.placed, key: event.orderId }\nsteps: [ { offer: five } ]\n");
        folder.Write("five.offer.yaml", "offer: five\nkind: amount\nvalue: 5\nvalid: 7d\n");
        var before = new Variant(Samples.Load(folder.Path).Definitions!, null);
        folder.Write("five.offer.yaml", "offer: five\nkind: amount\nvalue: 8\nvalid: 7d\n");
        var after = new Variant(Samples.Load(folder.Path).Definitions!, null);
        var found = BackTest.Run(before, after, new Day().Reachable().Order(10).Events);
        var text = BackTestText.Write(found);
        Assert.Contains("offer five of j, before: 1 issued, 0 redeemed, cost 0.00 so far, 5.00 at most", text, StringComparison.Ordinal);
        Assert.Contains("offer five of j, after: 1 issued, 0 redeemed, cost 0.00 so far, 8.00 at most", text, StringComparison.Ordinal);
        Assert.Contains("\"costAtMost\": 8", BackTestJson.Write(found), StringComparison.Ordinal);
        Assert.Contains("What offers may cost, after", BackTestPage.Of(found), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_text_is_a_change_and_not_a_loss()
    {
        var after = Changed(Path.Combine("templates", "cart-first.en.hbs"), null, null);
        var differences = Run(after, new Day().Reachable().Cart(10).With(200, "product.viewed", ("productId", Core.Values.Value.Of("p-1"))).Events).Item2;
        Assert.Equal(DifferenceKind.Changed, Assert.Single(differences).Kind);
    }

    [Fact]
    public void Every_message_of_both_sides_is_told_once()
    {
        var after = Changed("cart-recovery.journey.yaml", "event.value >= 20", "event.value >= 60");
        var (found, differences) = Run(after, ShoppingDay.Generate(Small));
        var same = found.Origins.Values.Sum(origin => origin.Same);
        Assert.Equal(found.Before.Messages, same + differences.Count(one => one.Before is not null));
        Assert.Equal(found.After.Messages, same + differences.Count(one => one.After is not null));
        Assert.Equal(found.CustomersWhoDiffer, differences.Select(one => one.CustomerId).Distinct().Count());
    }

    [Fact]
    public void Report_and_differences_are_the_same_to_the_byte_for_any_number_of_threads()
    {
        var after = Changed("cart-recovery.journey.yaml", "for: 45m", "for: 30m");
        var outcomes = new[] { 1, 3 }.Select(threads =>
        {
            using var lines = new SpilledLines();
            var found = BackTest.Run(
                Sample, after, ShoppingDay.Generate(Small), new() { Threads = threads },
                (shard, one) => lines.Add(shard, 0, one.CustomerId, DifferenceJson.Line(one)));
            return (Json: BackTestJson.Write(found), Page: BackTestPage.Of(found), Lines: lines.Read().Select(Convert.ToHexString).ToList());
        }).ToArray();
        Assert.Equal(outcomes[0].Json, outcomes[1].Json);
        Assert.Equal(outcomes[0].Page, outcomes[1].Page);
        Assert.Equal(outcomes[0].Lines, outcomes[1].Lines);
        Assert.NotEmpty(outcomes[0].Lines);
    }

    [Fact]
    public void The_page_needs_nothing_but_itself_and_escapes_what_others_wrote()
    {
        Assert.Equal("&lt;script&gt;&amp;&quot;", Html.Escape("<script>&\""));
        var page = BackTestPage.Of(BackTest.Run(Sample, Sample, ShoppingDay.Generate(Small)));
        Assert.DoesNotMatch("<(script|link|img|iframe)|(src|href)=|url\\(|https?://", page);
        Assert.Contains("flash-sale", SimulationPageOf("<b>flash-sale</b>"), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>flash-sale</b>", SimulationPageOf("<b>flash-sale</b>"), StringComparison.Ordinal);
    }

    private static string SimulationPageOf(string heading) => new Html().Heading(heading).Page(heading);

    private static (BackTestFindings, List<Difference>) Run(Variant after, IEnumerable<RecordedEvent> events)
    {
        var differences = new List<Difference>();
        return (BackTest.Run(Sample, after, events.OrderBy(one => one.Arrival), told: (_, one) => differences.Add(one)), differences);
    }

    /// <summary>The sample journeys with one text of one file replaced; without a text, with a word more in each text of a template.</summary>
    private Variant Changed(string file, string? text, string? by)
    {
        Samples.CopyTo(folder.Path, (name, content) => name != file ? content : text is null ? Reworded(content) : Replaced(content, text, by!));
        var loaded = Samples.Load(folder.Path);
        return new(loaded.Definitions!, loaded.Templates);
    }

    /// <summary>The sample journeys where a customer gets one message a day.</summary>
    private Variant WithCap()
    {
        Samples.CopyTo(folder.Path, (_, content) => content);
        folder.Write("sending.yaml", "caps:\n  - { cap: one, most: 1, per: day, purposes: [marketing] }\n");
        var loaded = Samples.Load(folder.Path);
        return new(loaded.Definitions!, loaded.Templates);
    }

    private static string Replaced(string content, string text, string by)
    {
        Assert.Contains(text, content, StringComparison.Ordinal);
        return content.Replace(text, by, StringComparison.Ordinal);
    }

    private static string Reworded(string content) => Replaced(content, "subject: ", "subject: Now, ");
}
