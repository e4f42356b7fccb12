using JourneyGrains.Core.Campaigns;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Experiments;

/// <summary>What is counted of one customer's runs for arms, and what results are made of it.</summary>
public sealed class ResultTests
{
    private static readonly SplitArm[] Arms = [Arm("discount", 100, 1), Arm("plain", 0, 2), Arm("none", 0, 3, control: true)];

    [Fact]
    public void A_customer_counts_once_in_an_arm_however_many_runs_take_it()
    {
        var counted = new Counted(Cart(Arms));
        counted.Life.Cart("0s", "a", 30);
        counted.Life.Cart("1m", "b", 30);
        counted.Flow("2m");

        var arm = counted.Arm("offer", "discount");
        Assert.Equal((1, 2, 1, 2), (arm.Entered, arm.Runs, arm.Messaged, arm.HandedOver));
        Assert.Equal((0, 0), (arm.Converted, arm.Goals));
    }

    [Fact]
    public void What_a_customer_buys_in_all_is_one_value()
    {
        var counted = new Counted(Cart(Arms));
        counted.Life.Cart("0s", "a", 30);
        counted.Life.Cart("0s", "b", 30);
        counted.Life.Order("1h", "o-1", 10.10m, "a");
        counted.Life.Order("2h", "o-2", 20.25m, "b");

        var arm = counted.Arm("offer", "discount");
        Assert.Equal((1, 2, 30.35m), (arm.Converted, arm.Goals, arm.Value));
        Assert.Equal(30.35m * 30.35m, GoalValues.FromParts(Squares(counted, "discount") / GoalValues.Parts));
    }

    [Fact]
    public void An_event_that_brings_several_runs_to_their_goal_counts_its_value_once()
    {
        var any = Make.Journey("cart").On("cart.updated", "event.cartId").Goal("order.placed", "3d", value: "event.total")
            .Split("offer", Arm("a", 100, 1), Arm("b", 0, 1)).Send("hello").Wait("1h").Done();
        var counted = new Counted(Make.Definitions(any));
        counted.Life.Cart("0s", "a", 30);
        counted.Flow("1m");
        counted.Life.Cart("2m", "b", 30);
        counted.Flow("3m");
        counted.Life.Order("30m", "o-1", 12.50m);

        Assert.Equal((1, 2, 12.50m), (counted.Arm("offer", "a").Converted, counted.Arm("offer", "a").Goals, counted.Arm("offer", "a").Value));
        Assert.Equal(new MessageResults("hello", "email", 1, 12.50m), Assert.Single(counted.Results().Messages));
        Assert.Equal(
            [
                "Goal reached by order.placed e-5, 30m after the entry, worth 12.5 EUR; "
                    + "put down to hello by email, handed over 30m before; a later message of another run counts instead.",
                "Goal reached by order.placed e-5, 28m after the entry, worth 12.5 EUR, which counts once; put down to hello by email, handed over 28m before.",
            ],
            counted.Life.Told(LineKind.Goal));
    }

    [Fact]
    public void A_control_arm_counts_its_goals_and_what_it_did_without()
    {
        var counted = new Counted(Cart(Arm("discount", 0, 1), Arm("plain", 0, 2), Arm("none", 100, 3, control: true)));
        counted.Life.Cart("0s", "a", 30);
        counted.Flow("1h1s");
        counted.Life.Order("2h", "o-1", 10, "a");

        var arm = counted.Arm("offer", "none");
        Assert.Equal((1, 0, 1, 1, 10m), (arm.Entered, arm.HandedOver, arm.HeldBack, arm.Converted, arm.Value));
        Assert.True(arm.IsControl);
        Assert.Equal("none", counted.Results().Splits.Single(split => split.Split == "offer").Baseline);
    }

    [Fact]
    public void A_goal_before_the_split_counts_for_the_journey_and_for_no_arm()
    {
        var late = Make.Journey("cart").On("cart.updated", "event.cartId").Goal("order.placed", "3d", value: "event.total").Wait("1d")
            .Split("offer", Arm("a", 100, 2), Arm("b", 0, 2)).Wait("1h").Done();
        var counted = new Counted(Make.Definitions(late));
        counted.Life.Cart("0s", "a", 30);
        counted.Life.Order("1h", "o-1", 10, "a");
        counted.Flow("1d1s");

        Assert.Equal((1, 0), (counted.Arm("offer", "a").Entered, counted.Arm("offer", "a").Converted));
        Assert.Equal(1, counted.Arm("", "everyone").Converted);
    }

    [Fact]
    public void Goals_are_counted_by_the_message_they_are_put_down_to()
    {
        var counted = new Counted(Cart(Arms));
        counted.Life.Cart("0s", "a", 30);
        counted.Flow("1s");
        counted.Life.Order("30m", "o-1", 12.50m, "a");

        Assert.Equal(new MessageResults("with-discount", "email", 1, 12.50m), Assert.Single(counted.Results().Messages));
    }

    [Fact]
    public void Who_is_in_a_control_arm_counts_in_no_split_that_comes_after_it()
    {
        var twice = Make.Journey("cart").On("cart.updated").Goal("order.placed", "3d").Split("first", Arm("none", 100, 1, control: true), Arm("b", 0, 1))
            .Split("second", Arm("c", 100, 2), Arm("d", 0, 2)).Wait("1h").Done();
        var counted = new Counted(Make.Definitions(twice));
        counted.Life.Cart("0s", "a", 30);
        counted.Life.Order("30m", "o-1", 10);

        Assert.Equal((1, 1), (counted.Arm("first", "none").Entered, counted.Arm("first", "none").Converted));
        Assert.DoesNotContain("second", counted.Results().Splits.Select(split => split.Split));
    }

    [Theory]
    [InlineData(100, "control-group", 0, 1)]
    [InlineData(0, "everyone", 1, 0)]
    public void The_control_group_is_an_arm_of_the_journey_and_counts_in_no_arm_of_its_splits(int percent, string arm, long inSplit, long heldBack)
    {
        var definitions = Cart(Arms);
        var brand = definitions.Brand with { Sending = new() { Control = new(percent, "", ["marketing"]) } };
        var counted = new Counted(new("test", brand, definitions.Journeys));
        counted.Life.Cart("0s", "a", 30);
        counted.Flow("1s");
        counted.Life.Order("30m", "o-1", 12.50m, "a");

        Assert.Equal((1, 1, heldBack), (counted.Arm("", arm).Entered, counted.Arm("", arm).Converted, counted.Arm("", arm).HeldBack));
        Assert.Equal(inSplit, counted.Results().Splits.Where(split => split.Split == "offer").SelectMany(split => split.Arms).Sum(one => one.Entered));
        Assert.Equal("control-group", counted.Results().Splits[0].Baseline);
    }

    [Fact]
    public void A_journey_that_sends_nothing_the_control_group_does_without_is_not_split_by_it()
    {
        var brand = Make.Brand with { Sending = new() { Control = new(100, "", ["marketing"]) } };
        var counted = new Counted(new("test", brand, [Make.Journey("cart").On("cart.updated").Send("hello", purpose: "service").Done()]));
        counted.Life.Cart("0s", "a", 30);

        Assert.Empty(counted.Totals);
        Assert.Null(counted.Life.State.Trials);
    }

    [Theory]
    [InlineData(100, "control-group", 0, 1)]
    [InlineData(0, "everyone", 1, 0)]
    public void A_wave_counts_its_audience_and_the_control_group_apart(int percent, string arm, long messaged, long heldBack)
    {
        var brand = Make.Brand with { Sending = new() { Control = new(percent, "", []) } };
        var wave = new Wave("first", Make.Expr("customer.orders == 0"), "sale", "preferred", "marketing", null, 0);
        var counted = new Counted(new("test", brand, [], null, [new("sale", [wave])]), "sale/first");
        counted.Life.Wave("1m", "sale", "first");
        counted.Flow("2m");

        Assert.Equal((1, messaged, heldBack), (counted.Arm("", arm).Entered, counted.Arm("", arm).Messaged, counted.Arm("", arm).HeldBack));
    }

    [Fact]
    public void Nothing_is_counted_of_a_journey_with_nothing_to_compare_or_to_sum()
    {
        var counted = new Counted(Make.Definitions(Make.Journey("cart").On("cart.updated").Goal("order.placed", "3d").Send("hello").Wait("1h").Done()));
        counted.Life.Cart("0s", "a", 30);
        counted.Life.Order("1h", "o-1", 10, "a");

        Assert.Empty(counted.Totals);
    }

    [Fact]
    public void What_counts_of_a_customer_is_stored()
    {
        var counted = new Counted(Cart(Arms));
        counted.Life.Cart("0s", "a", 30);
        counted.Flow("1s");
        counted.Life.Order("30m", "o-1", 12.50m, "a");
        var read = StateEncoding.Read(StateEncoding.Write(counted.Life.State)).Trials!.Value;

        Assert.Equal(
            [new("cart", "", "everyone") { Messaged = true, Converted = true, Value = 12.5m }, new("cart", "offer", "discount") { Messaged = true, Converted = true, Value = 12.5m }],
            read.AsEnumerable());
    }

    [Fact]
    public void Of_very_many_arms_the_oldest_is_counted_no_further_and_it_is_told()
    {
        var journeys = Enumerable.Range(0, CustomerLimits.TrialsMax + 1)
            .Select(at => Make.Journey($"j{at:000}").On("cart.updated").Goal("order.placed", "3d", value: "event.total").Exit().Done());
        var counted = new Counted(new("test", Make.Brand, [.. journeys]), "j000");
        counted.Life.Cart("0s", "a", 30);

        Assert.Equal(CustomerLimits.TrialsMax, counted.Life.State.Trials!.Value.Length);
        Assert.Equal("j000", Assert.Single(counted.Life.Lines(LineKind.Limit), line => line.Text.Contains("arms are remembered", StringComparison.Ordinal)).Origin);
    }

    [Theory]
    [InlineData(1_000, 1_000, 1_000, 0.9999, 1.0001)]
    [InlineData(5_000, 4_600, 4_800, 0.0002, 0.0004)]
    [InlineData(5_000, 4_700, 4_800, 0.0080, 0.0090)]
    public void Arms_that_do_not_have_the_customers_of_their_shares_are_warned_of(int discount, int plain, int none, double low, double high)
    {
        var definitions = Cart(Arm("discount", 33, 1), Arm("plain", 33, 2), Arm("none", 33, 3, control: true));
        var split = Assert.Single(ResultReader.Read("cart", Entered(("discount", discount), ("plain", plain), ("none", none)), definitions).Splits);

        Assert.InRange(split.RatioPValue!.Value, low, high);
        Assert.Equal(split.RatioPValue < 0.001, split.Warning?.Contains("do not trust the comparison", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void Of_arms_without_a_share_of_a_journey_as_a_whole_and_of_few_customers_nothing_is_said_about_shares()
    {
        var definitions = Cart(Arm("discount", 50, 1), Arm("plain", 50, 2));

        Assert.Null(Ratio(("discount", 900), ("plain", 1_000), ("gone", 50)));
        Assert.Null(Ratio(("discount", 9), ("plain", 0)));
        Assert.NotNull(Ratio(("discount", 10), ("plain", 0)));
        Assert.Null(Assert.Single(ResultReader.Read(
            "cart", new Dictionary<string, long> { ["cart||everyone|entered"] = 1_000, ["cart||control-group|entered"] = 10 }, definitions).Splits).RatioPValue);

        double? Ratio(params (string Arm, long Entered)[] counts) =>
            Assert.Single(ResultReader.Read("cart", Entered(counts), definitions).Splits).RatioPValue;
    }

    private static Dictionary<string, long> Entered(params (string Arm, long Entered)[] counts) =>
        counts.ToDictionary(count => $"cart|offer|{count.Arm}|entered", count => count.Entered);

    [Fact]
    public void Arms_are_told_in_the_order_of_the_file_the_control_first_with_its_comparisons()
    {
        var totals = new Dictionary<string, long>();
        Put("discount", 1_000, 120, 6_000_000);
        Put("none", 1_000, 80, 4_000_000);
        Put("gone", 10, 1, 0);
        var split = Assert.Single(ResultReader.Read("cart", totals, Cart(Arms)).Splits);

        Assert.Equal(["none", "discount", "plain", "gone"], split.Arms.Select(arm => arm.Arm));
        Assert.Equal([0m, 100m, 0m, null], split.Arms.Select(arm => arm.Percent));
        Assert.Null(split.Arms[0].Uplift);
        Assert.Equal((0.04, 0.5), (Math.Round(split.Arms[1].Uplift!.Rate.Value, 10), Math.Round(split.Arms[1].Uplift!.Relative!.Value, 10)));
        Assert.Equal(0.00287, split.Arms[1].Uplift!.PValue!.Value, 0.00001);
        Assert.Equal(["better", null, "not yet enough"], split.Arms.Skip(1).Select(arm => arm.Uplift?.Verdict));
        Assert.Equal(6m, split.Arms[1].Value);

        void Put(string arm, long entered, long converted, long value)
        {
            totals[$"cart|offer|{arm}|entered"] = entered;
            totals[$"cart|offer|{arm}|converted"] = converted;
            totals[$"cart|offer|{arm}|value.0"] = value;
        }
    }

    [Fact]
    public void What_was_counted_of_a_journey_that_is_gone_is_told_without_comparing_its_arms()
    {
        (string Name, long Count)[] counted =
        [
            ("cart|offer|plain|entered", 900), ("cart|offer|plain|converted", 90), ("cart|offer|none|entered", 100), ("cart||everyone|entered", 1_000),
            ("cart||control-group|entered", 50), ("cart|@message|reminder by email|goals", 80),
        ];
        var totals = counted.ToDictionary(one => one.Name, one => one.Count);
        var there = ResultReader.Read("cart", totals, Cart(Arms));
        var gone = ResultReader.Read("cart", totals, Make.Definitions(Make.Journey("other").On("cart.updated").Exit().Done()));

        Assert.Equal((false, true), (there.IsGone, gone.IsGone));
        Assert.True(gone.HasGoal);
        Assert.Equal(["", "offer"], gone.Splits.Select(split => split.Split));
        Assert.Equal("none", there.Splits[1].Baseline);
        Assert.Equal(("control-group", null), (gone.Splits[0].Baseline, gone.Splits[1].Baseline));
        Assert.All(gone.Splits.SelectMany(split => split.Arms), arm => Assert.Null(arm.Percent));
        Assert.All(gone.Splits[1].Arms, arm => Assert.Null(arm.Uplift));
        Assert.Equal(90, gone.Splits[1].Arms.Single(arm => arm.Arm == "plain").Converted);
        Assert.Equal(80, Assert.Single(gone.Messages).Goals);
    }

    /// <summary>A split "offer" whose arms go to 1 (send "with-discount"), 2 (send "reminder") or 3 (a wait and a send).</summary>
    private static DefinitionSet Cart(params SplitArm[] arms) => Make.Definitions(
        Make.Journey("cart").On("cart.updated", "event.cartId").Goal("order.placed", "3d", "event.cartId == run.key", "event.total")
            .Split("offer", [.. arms]).Send("with-discount", next: 3).Send("reminder").Wait("1h").Send("after").Wait("1d").Done());

    private static SplitArm Arm(string name, decimal percent, int target, bool control = false) => new(name, percent, control, target);

    private static System.Numerics.BigInteger Squares(Counted counted, string arm) => GoalValues.OfDigits(
        Enumerable.Range(0, 5).Select(at => counted.Totals.GetValueOrDefault($"cart|offer|{arm}|squares.{at}")));

    /// <summary>A life whose totals are kept as a store keeps them.</summary>
    private sealed class Counted(DefinitionSet definitions, string origin = "cart")
    {
        public Life Life { get; } = Life.Reachable(definitions);

        public Dictionary<string, long> Totals => Life.Counts.GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Value));

        public void Flow(string until) => Life.Flow(until);

        public JourneyResults Results() => ResultReader.Read(origin, Totals, definitions);

        public ArmResults Arm(string split, string arm) => Results().Splits.Single(one => one.Split == split).Arms.Single(one => one.Arm == arm);
    }
}
