using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.Calls;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Simulation.Tests;

/// <summary>The sample with a split, an offer, a segment, a call and a loop, over a generated day: each of them comes to something.</summary>
public class FestivalSampleTests
{
    private static readonly string Folder = SharedData.Sample("festival");

    private static readonly Lazy<SimulationResult> Day = new(() =>
    {
        var options = new ShoppingDayOptions { Customers = 600, Events = 6_000 };
        var loaded = Samples.Load(Folder);
        return Simulator.Run(loaded.Definitions!, loaded.Templates, ShoppingDay.Generate(options), new()
        {
            Until = new DateTimeOffset(options.Date.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero),
            Calls = new StubbedAnswers(Path.Combine(Folder, "answers.jsonl")),
        });
    });

    [Theory]
    [InlineData("cart-rescue", LineKind.Issued)]
    [InlineData("cart-rescue", LineKind.Withheld)]
    [InlineData("cart-rescue", LineKind.Goal)]
    [InlineData("segment/undecided", LineKind.Joined)]
    [InlineData("segment/undecided", LineKind.Left)]
    [InlineData("advice", LineKind.Called)]
    [InlineData("advice", LineKind.Answered)]
    [InlineData("advice", LineKind.HandedOver)]
    [InlineData("thanks", LineKind.Points)]
    [InlineData("thanks", LineKind.Sent)]
    public void It_shows_each_of_its_steps_at_work(string origin, LineKind kind) =>
        Assert.True(Day.Value.Totals.GetValueOrDefault($"{origin}/{kind}") > 0, $"No {kind} of {origin} in the day.");

    [Fact]
    public void Its_arms_have_the_customers_of_their_shares_and_the_control_is_told_nothing()
    {
        var results = Day.Value.Results.Of("cart-rescue");
        var split = Assert.Single(results.Splits, split => split.Split == "rescue");

        Assert.Equal(["silence", "reminder", "present"], split.Arms.Select(arm => arm.Arm));
        Assert.Equal(0, split.Arms[0].Messaged);
        Assert.All(split.Arms.Skip(1), arm => Assert.True(arm is { Messaged: > 0, Converted: > 0, Value: > 0 }));
        Assert.Null(split.Warning);
    }
}
