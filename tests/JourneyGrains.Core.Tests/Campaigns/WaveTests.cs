using JourneyGrains.Core.Campaigns;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Campaigns;

public sealed class WaveTests
{
    private static readonly DefinitionSet Definitions = Make.Definitions(new Campaign("flash", [Wave("one"), Wave("two")]));

    private readonly Life life = Life.Reachable(Definitions);

    [Fact]
    public void A_wave_sends_to_whom_its_audience_holds_for()
    {
        Look("1h");
        var turn = life.Wave("2h", "flash", "one");

        var message = Assert.Single(turn.Decided);
        Assert.Equal(("flash/one", "", "last-call", Make.At("5h")), (message.Origin, message.RunId, message.Template, message.ExpiresAt));
        Assert.Equal("wave flash/one", turn.Entry!.Input);
        Assert.True(Assert.Single(turn.State.Waves).Sent);
    }

    [Fact]
    public void A_wave_passes_by_who_is_not_in_its_audience_and_says_why()
    {
        Look("1h");
        life.Order("2h", "o", 10);
        life.Wave("3h", "flash", "one");

        Assert.Empty(life.Decided);
        Assert.Contains(
            "count(\"order.placed\", duration(\"24h\")) == 0 does not hold", life.Told(LineKind.NotInAudience).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wave_reaches_a_customer_once_whether_or_not_it_sent()
    {
        life.Wave("1h", "flash", "one");
        Look("2h");
        var before = life.State;

        Assert.Same(before, life.Wave("3h", "flash", "one").State);
        Assert.Single(life.Wave("3h", "flash", "two").Decided);
        Assert.Equal([("one", false), ("two", true)], life.State.Waves.Select(taken => (taken.Wave, taken.Sent)));
    }

    [Fact]
    public void A_wave_withholds_what_consent_forbids_and_counts_as_taken()
    {
        Look("1h");
        life.Consent("1h", "email", false);
        life.Wave("2h", "flash", "one");

        Assert.Empty(life.Decided);
        Assert.Single(life.Told(LineKind.Withheld));
        Assert.False(Assert.Single(life.State.Waves).Sent);
    }

    [Fact]
    public void A_wave_that_is_not_defined_changes_nothing()
    {
        Assert.Same(life.State, life.Wave("1h", "flash", "three").State);
        Assert.Same(life.State, life.Wave("1h", "flush", "one").State);
    }

    [Fact]
    public void The_message_of_a_wave_has_its_own_id_for_each_wave()
    {
        Look("1h");
        life.Wave("2h", "flash", "one");
        life.Wave("2h", "flash", "two");

        Assert.Equal(2, life.Decided.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public void The_oldest_remembered_wave_goes_first_and_is_told()
    {
        var waves = Enumerable.Range(0, CustomerLimits.WavesMax + 1).Select(number => Wave($"w-{number}"));
        var many = new Life(Make.Definitions(new Campaign("year", [.. waves])));
        for (var number = 0; number <= CustomerLimits.WavesMax; number++)
        {
            many.Wave("1m", "year", $"w-{number}");
        }

        Assert.Equal(CustomerLimits.WavesMax, many.State.Waves.Length);
        Assert.Equal("year/w-0", Assert.Single(many.Lines(LineKind.Limit)).Origin);
    }

    [Fact]
    public void A_wave_lets_its_audience_enter_a_journey_once_for_each_wave()
    {
        var lives = Life.Reachable(Make.Definitions(
            new Campaign("year", [Wave("in") with { Template = null, Journey = "tour" }, Wave("both") with { Journey = "tour" }]),
            Make.Journey("tour").On(RuntimeEvents.WaveReached).ByCampaign().ExitOn("product.viewed").Wait("1h").Send("tour").Done()));
        lives.On("1h", EventTypes.ProductViewed, ("productId", "p"));
        var turn = lives.Wave("2h", "year", "in");

        Assert.Equal(
            [("tour", "Entered by wave.reached year/in."), ("year/in", "tour entered.")],
            turn.Entry!.Lines.Where(line => line.Kind == LineKind.Entered).Select(line => (line.Origin!, line.Text)));
        Assert.Equal((false, true), (Assert.Single(turn.State.Waves).Sent, turn.State.Waves[0].Entered));
        Assert.Empty(turn.Decided);
        Assert.Same(turn.State, lives.Wave("3h", "year", "in").State);

        var both = lives.Wave("150m", "year", "both");
        Assert.Equal("last-call", Assert.Single(both.Decided).Template);
        Assert.Contains("tour not entered: a run with this key is under way.", lives.Told(LineKind.NotEntered));
        lives.Until("1d");
        Assert.Equal("tour", lives.Newest.Template);
        Assert.Null(lives.Wave("2d", "year", "in").Entry);
    }

    [Fact]
    public void Who_is_not_in_the_audience_enters_no_journey()
    {
        var lives = Life.Reachable(Make.Definitions(
            new Campaign("year", [Wave("in") with { Template = null, Journey = "tour" }, Wave("gone") with { Audience = Make.Expr("true"), Template = null, Journey = "none" }]),
            Make.Journey("tour").On(RuntimeEvents.WaveReached).ByCampaign().Wait("1h").Done()));
        lives.Wave("2h", "year", "in");
        Assert.Empty(lives.State.Runs);

        lives.Wave("2h", "year", "gone");
        Assert.Equal(["none not entered: the journey is not among the definitions."], lives.Told(LineKind.NotEntered));
    }

    private static Wave Wave(string name) => new(
        name,
        Make.Expr("count(\"product.viewed\", duration(\"24h\")) > 0 && count(\"order.placed\", duration(\"24h\")) == 0"),
        "last-call", "preferred", "marketing", Make.Expr("3h"), 0);

    private void Look(string at) => life.On(at, EventTypes.ProductViewed, ("productId", "p"));
}
