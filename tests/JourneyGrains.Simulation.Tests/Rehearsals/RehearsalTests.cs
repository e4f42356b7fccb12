using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.Findings;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Pages;
using JourneyGrains.Simulation.Rehearsals;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Tests.Rehearsals;

public sealed class RehearsalTests : IDisposable
{
    private static readonly Variant Sample = new(Samples.Journeys.Definitions!, null);
    private static readonly FestivalOptions Small = new() { Customers = 400, Days = 20, EventsPerCustomer = 15 };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_outcome_is_the_same_to_the_byte_for_any_number_of_threads()
    {
        var launches = new Launch[] { new("flash-sale", null, Small.Start.AddHours(20)) };
        var outcomes = new[] { 1, 3 }.Select(threads =>
        {
            var found = Rehearsal.Run(Sample, Small, DeliveryPlan.Unbounded, new() { Threads = threads, Launches = launches });
            return (RehearsalJson.Write(found), RehearsalPage.Of(found), RehearsalText.Write(found));
        }).ToArray();
        Assert.Equal(outcomes[0], outcomes[1]);
    }

    [Fact]
    public void It_comes_to_what_a_simulation_of_its_events_comes_to()
    {
        var launches = new Launch[] { new("flash-sale", null, Small.Start.AddHours(20)) };
        var found = Rehearsal.Run(Sample, Small, DeliveryPlan.Unbounded, new() { Launches = launches }).Findings;
        var events = Enumerable.Range(0, LogSimulation.Shards).SelectMany(new Festival(Small).OfShard).SelectMany(life => life);
        var simulated = Simulator.Run(Sample.Definitions, null, events, new() { Launches = launches, Until = Small.End });

        var reasons = new Reasons();
        simulated.Customers.SelectMany(customer => customer.Entries).SelectMany(entry => entry.Lines).ToList().ForEach(reasons.Add);
        Assert.Equal(simulated.Totals, found.Outcome.Totals);
        Assert.Equal(simulated.Messages.Count(), found.Messages);
        Assert.Equal(simulated.Customers.Length, found.Outcome.Customers);
        Assert.Equal(reasons.All, found.Reasons.All);
    }

    [Fact]
    public void Every_event_is_within_the_festival_in_order_and_taken()
    {
        var festival = new Festival(Small);
        var events = Enumerable.Range(0, LogSimulation.Shards).SelectMany(festival.OfShard).SelectMany(life => life).ToList();
        Assert.Equal(Small.Customers, events.Select(one => one.Event.CustomerId).Distinct().Count());
        Assert.Equal(events.Count, events.Select(one => one.Event.Id).Distinct().Count());
        Assert.All(events, one => Assert.InRange(one.Arrival, Small.Start, Small.End));
        Assert.InRange((double)events.Count / Small.Customers, 0.7 * Small.EventsPerCustomer, 1.3 * Small.EventsPerCustomer);
        var found = Rehearsal.Run(Sample, Small, DeliveryPlan.Unbounded);
        Assert.Equal((events.Count, 0L), ((int)found.Findings.Events, found.Findings.Refused));
    }

    [Fact]
    public void It_says_what_offers_are_issued_and_may_cost()
    {
        folder.Write("j.journey.yaml", "journey: j\nenter: { on: order.placed, key: event.orderId }\nsteps: [ { offer: five }, { offer: tenth } ]\n");
        folder.Write("five.offer.yaml", "offer: five\nkind: amount\nvalue: 5\nvalid: 7d\nlimit: 1\n");
        folder.Write("tenth.offer.yaml", "offer: tenth\nkind: percent\nvalue: 10\nvalid: 7d\n");
        var found = Rehearsal.Run(new(Samples.Load(folder.Path).Definitions!, null), Small, DeliveryPlan.Unbounded);

        var buyers = found.Findings.Total("j", Core.Customers.LineKind.Issued) - found.Findings.Total("j", Core.Customers.LineKind.Entered);
        Assert.True(buyers > 0);
        Assert.Equal([new("five", "j", buyers, 0, 5), new("tenth", "j", found.Findings.Total("j", Core.Customers.LineKind.Entered), 0, null)], found.Offers);
        Assert.Contains($"offer five of j: {buyers} issued, 0 redeemed, cost 0.00 so far, {buyers * 5}.00 at most", RehearsalText.Write(found), StringComparison.Ordinal);
        Assert.Contains("cost not stated", RehearsalText.Write(found), StringComparison.Ordinal);
        Assert.Contains($"\"costAtMost\": {buyers * 5}", RehearsalJson.Write(found), StringComparison.Ordinal);
        Assert.Contains("What offers may cost", RehearsalPage.Of(found), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_what_was_held_back_and_why_in_a_line_for_each_journey_and_reason()
    {
        Samples.CopyTo(folder.Path, (_, content) => content.Replace("again: always", "again: after 7d", StringComparison.Ordinal));
        folder.Write(
            "sending.yaml",
            "quietHours:\n  - { purposes: [marketing], from: \"21:00\", to: \"08:00\" }\ncaps:\n  - { cap: one, most: 1, per: day, purposes: [marketing] }\n");
        var found = Rehearsal.Run(new(Samples.Load(folder.Path).Definitions!, null), Small, DeliveryPlan.Unbounded);
        var reasons = found.Findings.Reasons.All.ToList();

        var again = Assert.Single(reasons, one => one is { Origin: "cart-recovery", Reason: "entered before, and again only after 7d" });
        Assert.True(again.Count > 1);
        Assert.Single(reasons, one => one is { Origin: "cart-recovery", Kind: LineKind.Withheld, Reason: "cap one (1 a day) is used up" });
        Assert.Single(reasons, one => one is { Origin: "cart-recovery", Kind: LineKind.Held, Reason: "quiet hours" });
        Assert.DoesNotContain(reasons, one => one.Reason == Reasons.Others || one.Reason.Contains("Europe", StringComparison.Ordinal));

        var lines = RehearsalText.Write(found).Split(Environment.NewLine);
        var told = lines.SkipWhile(line => line != "not done, and why").Skip(1).Take(13).ToList();
        var first = found.Findings.Reasons.Largest.First();
        Assert.Equal($"{first.Count,10}  {first.Origin}: {first.Kind.Word()}: {first.Reason}", told[0]);
        Assert.Equal($"       ...  and {reasons.Count - 12} more", told[12]);
    }

    [Fact]
    public void A_page_has_a_funnel_of_segments_in_the_words_of_the_totals_and_nothing_of_what_there_is_none()
    {
        folder.Write("j.journey.yaml", "journey: j\nenter: { on: order.placed, key: event.orderId }\ngoal: { on: order.placed, within: 3d }\nsteps: [ { exit: done } ]\n");
        folder.Write("buyers.segment.yaml", "segment: buyers\nwhen: count(\"order.placed\", duration(\"2d\")) > 0\n");
        var found = Rehearsal.Run(new(Samples.Load(folder.Path).Definitions!, null), Small, DeliveryPlan.Unbounded);
        var page = RehearsalPage.Of(found);
        var (joined, left) = (found.Findings.Total("segment/buyers", Core.Customers.LineKind.Joined), found.Findings.Total("segment/buyers", Core.Customers.LineKind.Left));

        Assert.True(joined > 0 && left > 0);
        Assert.Matches($"(?s)<h3>segment buyers</h3>.*>entered</text>.*>{joined}</text>.*>left</text>.*>{left}</text></svg>", page);
        Assert.Matches("(?s)<h3>j</h3>.*>entered</text>.*>finished</text>", page);
        Assert.DoesNotContain("<tbody>\n</tbody>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What offers may cost", page, StringComparison.Ordinal);
        Assert.DoesNotContain("When the last customer will know", page, StringComparison.Ordinal);
        Assert.Contains("No messages.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Visits_follow_the_curve()
    {
        var path = folder.Write("curve.csv", "time,weight\n2025-11-01,0\n2025-11-02,0\n2025-11-03,9\n2025-11-04,1\n");
        var festival = new Festival(Small with { Days = 4, Curve = LoadCurve.Read(path) });
        var visits = Enumerable.Range(0, LogSimulation.Shards).SelectMany(festival.OfShard).SelectMany(life => life)
            .Where(one => one.Event.Type == "product.viewed").Select(one => (one.Event.Time - Small.Start).TotalDays).ToList();
        Assert.DoesNotContain(visits, day => day < 2);
        Assert.InRange((double)visits.Count(day => day < 3) / visits.Count, 0.85, 0.95);
    }

    [Theory]
    [InlineData("time,weight\n1,two\n", "curve.csv:2: 'two' is not a weight")]
    [InlineData("time,weight\n1,0\n", "one of them is not 0")]
    [InlineData("time,weight\n", "has 0 weights")]
    public void A_curve_that_is_none_is_refused_with_its_reason(string content, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => LoadCurve.Read(folder.Write("curve.csv", content)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrow_channel_makes_the_last_customer_know_later_and_costs_are_summed()
    {
        var launches = new Launch[] { new("flash-sale", null, Small.Start.AddDays(10)) };
        var costs = new Dictionary<string, decimal> { ["email"] = 0.01m };
        var wide = Rehearsal.Run(Sample, Small, new(new Dictionary<string, double>(), costs), new() { Launches = launches });
        var narrow = Rehearsal.Run(
            Sample, Small, new(new Dictionary<string, double> { ["email"] = 0.001 }, costs), new() { Launches = launches });
        var (before, after) = (Of(wide), Of(narrow));
        Assert.True(before.Messages > 10);
        Assert.Equal(before.Messages, after.Messages);
        Assert.True(after.Last > before.Last);
        Assert.True(after.Expires);
        Assert.False(before.Expires);
        var email = Assert.Single(narrow.Channels, channel => channel.Channel == "email");
        Assert.Equal(email.Messages * 0.01m, email.Cost);
        Assert.True(email.LongestQueue > 0);
    }

    private static Knowledge Of(RehearsalFindings found) =>
        Assert.Single(found.Knowledge, one => one is { Origin: "flash-sale/last-call", Channel: "email" });
}
