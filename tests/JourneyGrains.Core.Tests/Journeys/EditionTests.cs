using System.Collections.Frozen;
using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Journeys;

/// <summary>Several versions of a journey side by side: who stays, who moves, and what is told of it.</summary>
public class EditionTests
{
    private static readonly Journey Old = Version("old", Make.Journey("cart").On("cart.updated", "event.cartId")
        .ExitOn("order.refunded").Wait("45m").Send("old"));

    private static readonly Journey Changed = Version("new", Make.Journey("cart").On("cart.updated", "event.cartId")
        .ExitOn("order.placed").Wait("10m").Send("new"));

    [Fact]
    public void A_run_stays_with_the_version_it_began_with_and_a_new_one_begins_with_the_version_in_force()
    {
        var life = Begun();
        Publish(life, "1m", Changed);
        life.Cart("2m", "c-2", 30);

        Assert.Equal([("c-1", "old"), ("c-2", "new")], life.State.Runs.Select(run => (run.Key, run.Version)));
        life.Flow("20m");
        Assert.Equal("new", Assert.Single(life.Out).Template);
        life.Flow("2h");
        Assert.Equal([("new", Make.At("12m")), ("old", Make.At("45m"))], life.Out);
    }

    [Fact]
    public void The_exits_of_a_run_are_those_of_its_version()
    {
        var life = Begun();
        Publish(life, "1m", Changed);
        life.Cart("2m", "c-2", 30);

        life.Order("3m", "o-1", 30);
        Assert.Equal("c-1", Assert.Single(life.State.Runs).Key);
        life.Refund("4m", "o-1");
        Assert.Empty(life.State.Runs);
    }

    [Fact]
    public void The_goal_of_a_run_is_that_of_its_version_also_after_its_end()
    {
        var before = Version("old", Make.Journey("cart").On("cart.updated", "event.cartId").Goal("order.placed", "3d").Exit());
        var after = Version("new", Make.Journey("cart").On("cart.updated", "event.cartId").Goal("product.viewed", "3d").Exit());
        var life = Begun(before);
        Publish(life, "1m", after, before);

        life.On("2m", EventTypes.ProductViewed, ("productId", "p"));
        Assert.Equal(0, life.Count(LineKind.Goal));
        life.Order("3m", "o-1", 30);
        Assert.Equal(1, life.Count(LineKind.Goal));
    }

    [Fact]
    public void A_publication_that_changes_nothing_for_a_customer_has_no_entry()
    {
        var life = Begun();
        var entries = life.Entries.Count;
        Publish(life, "1m", Changed);
        Assert.Equal((entries, 2), (life.Entries.Count, life.State.Edition));
    }

    [Fact]
    public void A_mapping_moves_a_run_to_a_wait_that_began_when_the_old_one_did()
    {
        var life = Begun();
        Publish(life, "5m", Moving(Migration.All, ("0", "0")));

        Assert.Equal(("new", Make.At("10m")), (life.State.Runs[0].Version, life.State.NextDueAt));
        Assert.Equal(
            ["Moved from step '0' of version old to step '0' of version new.", "Waits until 2025-11-11T09:10:00Z."], life.Told(LineKind.Step));
        life.Flow("1h");
        Assert.Equal([("new", Make.At("10m"))], life.Out);
    }

    [Fact]
    public void A_run_that_has_waited_longer_than_the_new_wait_is_due_at_once()
    {
        var life = Begun();
        Publish(life, "30m", Moving("old"));
        life.Flow("31m");
        Assert.Equal([("new", Make.At("30m"))], life.Out);
    }

    [Fact]
    public void A_mapping_may_lead_to_any_step_and_goes_on_from_there_in_the_same_turn()
    {
        var life = Begun();
        Publish(life, "5m", Moving(Migration.All, ("0", "1")));
        Assert.Empty(life.State.Runs);
        Assert.Equal("new", life.Newest.Template);
    }

    [Fact]
    public void A_mapping_to_exit_ends_the_run_and_says_so()
    {
        var life = Begun();
        Publish(life, "5m", Moving(Migration.All, ("0", Migration.Exit)));
        Assert.Empty(life.State.Runs);
        Assert.Equal("Ended: version new takes runs of old out at step '0'.", Assert.Single(life.Told(LineKind.TakenOut)));
    }

    [Fact]
    public void A_mapping_of_another_version_moves_nobody_and_one_without_such_a_step_says_so()
    {
        var other = Begun();
        Publish(other, "5m", Moving("other", ("0", Migration.Exit)));
        Assert.Equal("old", other.State.Runs[0].Version);

        var life = Begun();
        Publish(life, "5m", Moving(Migration.All, ("0", "gone")));
        Assert.Equal("old", life.State.Runs[0].Version);
        Assert.Equal("Stays with version old: version new has no step 'gone'.", Assert.Single(life.Told(LineKind.Step)));
    }

    [Fact]
    public void The_goal_moves_with_its_run_within_the_time_it_had()
    {
        var before = Version("old", Make.Journey("cart").On("cart.updated", "event.cartId").Goal("order.placed", "3d").Wait("1h").Send("x"));
        var after = Version("new", Make.Journey("cart").On("cart.updated", "event.cartId").Goal("product.viewed", "1d").Wait("1h").Send("x"))
            with
        { Migrations = [new(Migration.All, Steps())] };
        var life = Begun(before);
        Publish(life, "1m", after, before);
        life.On("30h", EventTypes.ProductViewed, ("productId", "p"));
        Assert.Equal(1, life.Count(LineKind.Goal));
    }

    [Fact]
    public void One_event_that_brings_runs_of_several_versions_to_their_goal_is_worth_what_it_is_once()
    {
        var before = Version("old", Sold("first"));
        var after = Version("new", Sold("second"));
        var life = Begun(before);
        life.Drain();
        Publish(life, "1m", after, before);
        life.Cart("2m", "c-2", 30);
        life.Drain();
        life.Order("3m", "o-1", 30);

        Assert.Equal(2, life.Count(LineKind.Goal));
        Assert.Single(life.Told(LineKind.Goal), text => text.Contains("worth 30 EUR, which counts once;", StringComparison.Ordinal));
        var totals = life.Counts.GroupBy(count => count.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(count => count.Value), StringComparer.Ordinal);
        var results = ResultReader.Read("cart", totals, life.Definitions);
        Assert.Equal((30, 2), (results.Splits[0].Arms[0].Value, results.Splits[0].Arms[0].Goals));
        Assert.Equal(("second", 1, 30), Assert.Single(results.Messages) is var message ? (message.Template, message.Goals, message.Value) : default);
    }

    [Fact]
    public void Runs_of_a_journey_that_is_gone_end_with_the_publication()
    {
        var life = Begun();
        Publish(life, "1m", Version("v", Make.Journey("other").On("cart.updated").Exit()));
        Assert.Empty(life.State.Runs);
        Assert.Equal("Ended: the journey is no longer among the definitions.", Assert.Single(life.Told(LineKind.TakenOut)));
    }

    [Fact]
    public void What_a_moved_run_sets_is_judged_by_the_segments_in_the_same_turn()
    {
        var before = Version("old", Make.Journey("cart").On("cart.updated", "event.cartId").Wait("1h"));
        var after = Version("new", Make.Journey("cart").On("cart.updated", "event.cartId").Wait("1h").SetAttribute("keen", "true"))
            with
        { Migrations = [new(Migration.All, Steps(("0", "1")))] };
        var life = Begun(before);
        life.Definitions = Make.Definitions(after).With(("keen", "customer.attributes.keen == true"))
            .Published(2, [new(before, FrozenDictionary<string, TemplateInfo>.Empty)]);
        life.Take(new DefinitionsInput(2, 1), "1m");

        Assert.Equal("In segment keen: customer.attributes.keen == true holds.", Assert.Single(life.Told(LineKind.Joined)));
    }

    [Fact]
    public void A_run_whose_version_is_no_longer_kept_goes_on_by_the_one_in_force()
    {
        var life = Begun();
        life.Definitions = Make.Definitions(Changed).Published(2, []);
        life.Take(new DefinitionsInput(2, 1), "1m");
        Assert.Equal("old", life.State.Runs[0].Version);
        life.Flow("2h");
        Assert.Equal([("new", Make.At("45m"))], life.Out);
    }

    [Fact]
    public void A_run_from_before_versions_takes_the_one_in_force_for_its_own()
    {
        var life = Begun(Old with { Version = "" });
        life.Definitions = Make.Definitions(Old).Published(2, []);
        life.Take(new DefinitionsInput(2, 1), "1m");
        Assert.Equal("old", life.State.Runs[0].Version);
    }

    [Fact]
    public void A_template_that_is_gone_is_read_as_with_the_version_of_the_run()
    {
        var life = Begun();
        var template = new TemplateInfo("old", ["en"], ["event.value"]);
        var templates = new[] { KeyValuePair.Create("old", template) }.ToFrozenDictionary(StringComparer.Ordinal);
        life.Definitions = Make.Definitions(Changed).Published(2, [new(Old, templates)]);
        life.Take(new DefinitionsInput(2, 1), "1m");
        life.Flow("2h");
        Assert.Equal(30m, Assert.Single(life.Decided, message => message.Template == "old").Data["event.value"].AsNumber());
    }

    [Fact]
    public void The_same_publication_again_changes_nothing_and_a_forgotten_customer_needs_none()
    {
        var life = Begun();
        Publish(life, "1m", Changed);
        var state = life.State;
        Assert.Same(state, life.Take(new DefinitionsInput(2, 1), "2m").State);

        life.Take(new ForgetCommand("k"), "3m");
        Assert.Same(life.State, life.Take(new DefinitionsInput(3, 2), "4m").State);
    }

    private static Life Begun(Journey? journey = null)
    {
        var life = Life.Published(journey ?? Old);
        life.Cart("0s", "c-1", 30);
        return life;
    }

    private static void Publish(Life life, string at, Journey journey, Journey? past = null) => life.Publish(at, journey, past ?? Old);

    private static JourneyMaker Sold(string template) =>
        Make.Journey("cart").On("cart.updated", "event.cartId").Goal("order.placed", "3d", value: "event.total").Send(template).Wait("1d");

    private static Journey Version(string version, JourneyMaker journey) => journey.Done() with { Version = version };

    private static Journey Moving(string from, params (string Old, string New)[] steps) => Changed with { Migrations = [new(from, Steps(steps))] };

    private static ImmutableSortedDictionary<string, string> Steps(params (string Old, string New)[] steps) =>
        steps.ToImmutableSortedDictionary(step => step.Old, step => step.New, StringComparer.Ordinal);
}
