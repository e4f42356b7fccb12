using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Calls;

/// <summary>A run that waits for an answer while other definitions come in force.</summary>
public sealed class CallEditionTests
{
    private static readonly Journey Old = Make.Journey("cart").On("cart.updated").Call(time: "1h").Send("old").Done() with { Version = "old" };

    private static readonly Journey New = Make.Journey("cart").On("cart.updated").Call(time: "2h").Send("new").Wait("1d").Send("late").Done() with { Version = "new" };

    [Fact]
    public void A_run_that_stays_goes_on_by_its_version_when_it_is_answered()
    {
        var life = Asking(New);
        Answer(life);

        Assert.Equal("old", life.Newest.Template);
    }

    [Fact]
    public void A_run_that_is_moved_where_it_waits_has_its_answer_and_asks_no_second_time()
    {
        var life = Asking(Moving("0", "0"));
        Assert.Single(life.State.Outbox);
        Answer(life);

        Assert.Equal("new", life.Newest.Template);
        Assert.Equal(1, life.Count(LineKind.Called));
    }

    [Theory]
    [InlineData("2")]
    [InlineData(Migration.Exit)]
    public void A_run_that_is_moved_elsewhere_withdraws_what_it_asked(string to)
    {
        var life = Asking(Moving("0", to));

        Assert.Empty(life.State.Outbox);
        Assert.Equal(1, life.Count(LineKind.Withdrawn));
    }

    [Fact]
    public void A_run_that_comes_back_to_a_call_that_is_being_made_has_its_answer()
    {
        var before = Named(Make.Journey("cart").On("cart.updated").Call().Send("old").Done() with { Version = "old" });
        var after = Named(Make.Journey("cart").On("cart.updated").Set("note", "1").Call().Send("new").Done() with { Version = "new" });
        var life = Life.Published(before);
        life.Cart("0s", "a", 30);
        Assert.NotNull(life.Clear("1s", life.Newest).Cleared);
        life.Publish("20s", after with { Migrations = [Mapping("ask", "0")] }, before);
        Assert.Contains("POST /v1/score is called already; waits for the answer until 2025-11-11T09:01:00Z.", life.Told(LineKind.Step));
        life.Settle("30s", life.State.Outbox.Single(), HandOverOutcome.Accepted("HTTP 200") with { Answer = new(200, default) });

        Assert.Equal("new", life.Newest.Template);
        Assert.Equal(1, life.Count(LineKind.Called));
    }

    /// <summary>Its call has an id of its own.</summary>
    private static Journey Named(Journey journey) => journey with { Steps = [.. journey.Steps.Select(step => step is CallStep ? step with { Id = "ask" } : step)] };

    private static Journey Moving(string from, string to) => New with { Migrations = [Mapping(from, to)] };

    private static Migration Mapping(string from, string to) =>
        new(Migration.All, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create(from, to)]));

    private static Life Asking(Journey published)
    {
        var life = Life.Published(Old);
        life.Cart("0s", "a", 30);
        life.Publish("20s", published, Old);
        return life;
    }

    private static void Answer(Life life)
    {
        Assert.NotNull(life.Clear("2m", life.State.Outbox.Single()).Cleared);
        life.Settle("3m", life.State.Outbox.Single(), HandOverOutcome.Accepted("HTTP 200") with { Answer = new(200, default) });
    }
}
