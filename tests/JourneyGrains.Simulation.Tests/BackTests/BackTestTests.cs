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

    private static string Replaced(string content, string text, string by)
    {
        Assert.Contains(text, content, StringComparison.Ordinal);
        return content.Replace(text, by, StringComparison.Ordinal);
    }

    private static string Reworded(string content) => Replaced(content, "subject: ", "subject: Now, ");
}
