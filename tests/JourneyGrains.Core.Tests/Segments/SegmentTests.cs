using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Segments;

public class SegmentTests
{
    private const string Lapsed = "now - customer.lastOrderAt >= 30d";

    [Fact]
    public void Thirty_days_without_an_order_are_noticed_when_the_thirtieth_has_passed_and_not_at_night()
    {
        var life = Life.Reachable(Make.Definitions().With(("lapsed", Lapsed)));
        life.Order("3h17m", "o-1", 10);

        Assert.Equal(Make.At("30d3h17m"), life.State.NextDueAt);
        life.Until("60d");

        var entry = life.Entries[^1];
        Assert.Equal((Make.At("30d3h17m"), "timer"), (entry.At, entry.Input));
        Assert.Equal(new(LineKind.Joined, $"In segment lapsed: {Lapsed} holds.", "segment/lapsed"), Assert.Single(entry.Lines));
        Assert.Equal(new("lapsed", Make.At("30d3h17m")), Assert.Single(life.State.Segments!.Value));
        Assert.Null(life.State.NextDueAt);
    }

    [Fact]
    public void An_order_before_that_puts_it_off_and_one_after_it_ends_it_in_its_own_turn()
    {
        var life = Life.Reachable(Make.Definitions().With(("lapsed", Lapsed)));
        life.Order("0s", "o-1", 10);
        life.Order("29d", "o-2", 10);
        Assert.Equal(Make.At("59d"), life.State.NextDueAt);

        life.Order("70d", "o-3", 10);

        Assert.Equal([$"Out of segment lapsed: {Lapsed} does not hold any more."], life.Told(LineKind.Left));
        Assert.Null(life.State.Segments);
        Assert.Equal(Make.At("100d"), life.State.NextDueAt);
    }

    [Fact]
    public void The_last_of_three_views_within_a_week_that_goes_out_of_it_ends_the_segment()
    {
        var life = Life.Reachable(Make.Definitions().With(("keen", "count('product.viewed', 7d) >= 3")));
        foreach (var at in new[] { "1h", "2d", "3d" })
        {
            life.On(at, EventTypes.ProductViewed, ("productId", "p"));
        }

        Assert.Equal(["In segment keen: count('product.viewed', 7d) >= 3 holds."], life.Told(LineKind.Joined));
        life.Until("8d");

        Assert.Equal((Make.At("7d1h0.001ms"), 1), (life.Entries[^1].At, life.Count(LineKind.Left)));
    }

    [Fact]
    public void A_journey_begins_for_whom_comes_into_the_segment_and_another_for_whom_goes_out()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("win-back").OnSegment("lapsed").ExitOn(RuntimeEvents.SegmentLeft, "event.segment == 'lapsed'").Wait("9d").Send("win-back").Done(),
            Make.Journey("welcome-again").OnSegment("lapsed", left: true, when: "customer.orders == 2").Send("again").Done(),
            Make.Journey("other").OnSegment("vip").Send("vip").Done()).With(("lapsed", Lapsed), ("vip", "customer.orders > 5")));
        life.Order("0s", "o-1", 10);
        life.Until("31d");

        Assert.Equal([("win-back", Make.At("30d"))], life.State.Runs.Select(run => (run.Journey, run.StartedAt)));
        Assert.Contains("Entered by segment.entered lapsed 2025-12-11T09:00:00Z.", life.Told(LineKind.Entered));
        life.Order("32d", "o-2", 10);

        Assert.Empty(life.State.Runs);
        Assert.Equal(["Ended by segment.left lapsed 2025-12-13T09:00:00Z."], life.Told(LineKind.Exited));
        Assert.Equal(["again"], life.Decided.Select(message => message.Template));
    }

    [Fact]
    public void The_event_that_made_the_customer_enter_does_not_end_the_run_it_begins()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("thanks").OnSegment("buyers").ExitOn("order.placed").Wait("1h").Send("thanks").Done()).With(("buyers", "customer.orders > 0")));

        life.Order("1m", "o-1", 10);

        Assert.Single(life.State.Runs);
    }

    [Fact]
    public void A_journey_by_segment_keeps_the_rule_whether_it_may_be_entered_again()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("win-back").OnSegment("lapsed", again: new(ReentryRule.Never, TimeSpan.Zero)).Send("win-back").Done()).With(("lapsed", Lapsed)));
        life.Order("0s", "o-1", 10);
        life.Order("40d", "o-2", 10);
        life.Until("80d");

        Assert.Equal(1, life.Count(LineKind.Entered));
        Assert.Equal(["Not entered: entered before, and this journey is entered once only."], life.Lines(LineKind.NotEntered).Select(line => line.Text));
    }

    [Fact]
    public void Conditions_of_journeys_see_the_segments_as_the_event_at_hand_has_made_them()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("third").On("order.placed", when: "'vip' in customer.segments").Send("vip").Done()).With(("vip", "customer.orders >= 3")));
        life.Order("1h", "o-1", 10);
        life.Order("2h", "o-2", 10);
        Assert.Empty(life.Decided);

        life.Order("3h", "o-3", 10);

        Assert.Equal("vip", Assert.Single(life.Decided).Template);
    }

    [Fact]
    public void What_a_journey_sets_is_judged_in_the_same_turn()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("mark").On("order.placed").SetAttribute("size", "'L'").Done(),
            Make.Journey("large").OnSegment("large").Send("large").Done()).With(("large", "customer.attributes.size == 'L'")));

        var turn = life.Order("1h", "o-1", 10);

        Assert.Contains(turn.Entry!.Lines, line => line is { Kind: LineKind.Joined, Origin: "segment/large" });
        Assert.Equal("large", Assert.Single(life.Decided).Template);
    }

    [Fact]
    public void Journeys_that_undo_each_other_come_to_an_end_and_the_segment_changes_once_in_a_turn()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("off").OnSegment("on").SetAttribute("flag", "'off'").Done(),
            Make.Journey("on").OnSegment("on", left: true).SetAttribute("flag", "'on'").Done(),
            Make.Journey("start").On("order.placed").SetAttribute("flag", "'on'").Done()).With(("on", "customer.attributes.flag == 'on'")));

        life.Order("1h", "o-1", 10);
        life.Until("100d");

        Assert.Equal((1, 0), (life.Count(LineKind.Joined), life.Count(LineKind.Left)));
        life.On("101d", EventTypes.ProductViewed, ("productId", "p"));
        Assert.Equal(1, life.Count(LineKind.Left));
    }

    [Fact]
    public void A_customer_never_seen_comes_into_what_holds_for_them_with_their_first_event()
    {
        var life = new Life(Make.Definitions(Make.Journey("hello").OnSegment("new").Send("hello", purpose: "service").Done()).With(("new", "customer.orders == 0")));

        life.On("0s", EventTypes.CustomerIdentified, ("email", "ada@example.org"));

        Assert.Equal("hello", Assert.Single(life.Decided).Template);
    }

    [Fact]
    public void Who_was_in_a_segment_before_it_was_published_is_found_in_it_and_enters_no_journey()
    {
        var journey = Make.Journey("win-back").OnSegment("lapsed").Send("win-back").Done();
        var life = Life.Reachable(Make.Definitions(journey));
        life.Order("0s", "o-1", 10);
        life.Definitions = Make.Definitions(journey).With(("lapsed", Lapsed));

        var found = life.Take(RenewInput.Now, "40d");

        Assert.Equal("definitions", found.Entry!.Input);
        Assert.Equal(
            ["In segment lapsed: as it was before the definitions came in force; no journey begins by that."], found.Entry.Lines.Select(line => line.Text));
        Assert.Empty(life.Decided);
        Assert.Single(life.State.Segments!.Value);
    }

    [Fact]
    public void Who_is_not_yet_in_it_is_woken_at_the_moment_and_enters()
    {
        var journey = Make.Journey("win-back").OnSegment("lapsed").Send("win-back").Done();
        var life = Life.Reachable(Make.Definitions(journey));
        life.Order("0s", "o-1", 10);
        life.Definitions = Make.Definitions(journey).With(("lapsed", Lapsed));

        var woken = life.Take(RenewInput.Now, "10d");
        Assert.Null(woken.Entry);
        Assert.Equal(Make.At("30d"), woken.State.NextDueAt);
        life.Until("31d");

        Assert.Equal(Make.At("30d"), Assert.Single(life.Decided).DecidedAt);
    }

    [Fact]
    public void A_customer_who_had_a_turn_since_is_left_as_they_are_by_the_sweep()
    {
        var life = Life.Reachable(Make.Definitions().With(("lapsed", Lapsed), ("keen", "count('product.viewed', 7d) >= 1")));
        life.Order("0s", "o-1", 10);
        life.On("1d", EventTypes.ProductViewed, ("productId", "p"));
        var before = life.State;

        Assert.Same(before, life.Take(RenewInput.Now, "3d").State);
        Assert.Same(before, life.Take(RenewInput.Now, "2d").State);
    }

    [Fact]
    public void A_segment_that_is_taken_from_the_definitions_or_changed_is_left_without_a_journey()
    {
        var life = Life.Reachable(Make.Definitions().With(("buyers", "customer.orders > 0"), ("some", "customer.orders > 0")));
        life.Order("0s", "o-1", 10);
        life.Definitions = Make.Definitions(Make.Journey("gone").OnSegment("buyers", left: true).Send("gone").Done()).With(("buyers", "customer.orders > 1"));

        life.Take(RenewInput.Now, "1d");

        Assert.Equal(
            [
                "Out of segment buyers: as it was before the definitions came in force; no journey begins by that.",
                "Out of segment some: it is no longer among the definitions.",
            ],
            life.Told(LineKind.Left));
        Assert.Null(life.State.Segments);
        Assert.Empty(life.Decided);
    }

    [Fact]
    public void A_command_that_comes_before_what_is_due_was_taken_lets_the_customer_enter_all_the_same()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("win-back").OnSegment("lapsed").Send("win-back").Done()).With(("lapsed", Lapsed)));
        life.Order("0s", "o-1", 10);

        // The clock is ahead of what the partition has consumed.
        life.Take(new ConsentCommand("k-1", "sms", "marketing", true, null), "31d");

        Assert.Equal("win-back", Assert.Single(life.Decided).Template);
        Assert.Null(life.State.SegmentsDueAt);
    }

    [Fact]
    public void Memberships_and_their_due_time_are_stored_and_forgotten_with_the_customer()
    {
        var life = Life.Reachable(Make.Definitions().With(("lapsed", Lapsed), ("buyers", "customer.orders > 0")));
        life.Order("0s", "o-1", 10);
        var read = StateEncoding.Read(StateEncoding.Write(life.State));

        Assert.Equal(life.State.Segments!.Value.AsEnumerable(), read.Segments!.Value);
        Assert.Equal(Make.At("30d"), read.SegmentsDueAt);
        life.Take(new ForgetCommand("f-1"), "1d");
        Assert.Null(life.State.Segments);
        Assert.Null(life.State.NextDueAt);
    }

    [Fact]
    public void A_failure_in_what_is_due_does_not_come_again_for_ever()
    {
        var life = Life.Reachable(Make.Definitions().With(("lapsed", Lapsed)));
        life.Order("0s", "o-1", 10);

        Assert.Null(Customer.AbandonDue(life.State, Make.At("30d"), life.Definitions).State.NextDueAt);
    }
}
