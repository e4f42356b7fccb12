using System.Text.Json;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Simulation.Commands;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.ShoppingDays;
using JourneyGrains.Simulation.Tests.Commands;

namespace JourneyGrains.Simulation.Tests.Findings;

/// <summary>What reports say of arms: the same as is counted by hand over the transcripts, whatever the number of threads.</summary>
public sealed class ArmReportTests : ProgramTests
{
    private static readonly DateTimeOffset End = new(2025, 11, 13, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Results_are_those_that_the_transcripts_tell()
    {
        var simulated = Simulate(threads: 2);
        var reminder = Assert.Single(simulated.Results.Of("cart-recovery").Splits, split => split.Split == "reminder");

        Assert.Equal(["none", "plain"], reminder.Arms.Select(arm => arm.Arm));
        Assert.Equal("none", reminder.Baseline);
        foreach (var arm in reminder.Arms)
        {
            var took = simulated.Customers.Where(customer => Lines(customer, LineKind.Step).Any(line => line.Contains($"arm {arm.Arm} (", StringComparison.Ordinal))).ToList();
            var bought = took.Where(customer => Lines(customer, LineKind.Goal).Any()).ToList();
            Assert.True(bought.Count > 0, "Nobody bought: nothing is shown.");
            Assert.Equal((took.Count, bought.Count), (arm.Entered, arm.Converted));
            Assert.Equal(took.Sum(customer => Lines(customer, LineKind.Goal).Where(Counts).Sum(Worth)), arm.Value);
            Assert.Equal(took.Sum(customer => customer.Messages.Count(message => message.Message.Origin == "cart-recovery")), arm.HandedOver);
        }

        Assert.Equal((0, 0), (reminder.Arms[0].Messaged, reminder.Arms[0].HandedOver));
        Assert.True(reminder.Arms[0].HeldBack > 0);
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads() =>
        Assert.Equal(Simulate(threads: 1).Results.Totals, Simulate(threads: 4).Results.Totals);

    /// <summary>An A/A test, eighty times: at 95 % four would be called different by chance; more than ten, once in some hundred such tests.</summary>
    [Fact]
    public void Arms_that_do_the_same_differ_by_chance_alone()
    {
        var steps = string.Join('\n', Enumerable.Range(0, 80).Select(at => $"  - {{ id: s{at}, split: [ {{ arm: a, percent: 50 }}, {{ arm: b, percent: 50 }} ] }}"));
        var loaded = Samples.Load(Journeys("5m", steps));
        var day = ShoppingDay.Generate(new ShoppingDayOptions { Seed = 6, Customers = 1_000, Events = 10_000 });
        var splits = Simulator.Run(loaded.Definitions!, null, day, new() { Until = End }).Results.Of("cart-recovery").Splits
            .Where(split => split.Split.Length > 0).Select(split => split.Arms[1].Uplift!).ToList();

        Assert.Equal(80, splits.Count);
        Assert.InRange(splits.Count(uplift => uplift.PValue < 0.05), 0, 10);
        Assert.InRange(splits.Count(uplift => uplift.PValue < 0.5), 25, 55);
        Assert.InRange(splits.Count(uplift => uplift.Rate.Interval.Covers(0)), 70, 80);
        Assert.InRange(splits.Count(uplift => uplift.Mean!.Value.Interval.Covers(0)), 70, 80);
    }

    [Fact]
    public void Who_takes_which_arm_is_the_same_on_both_sides_of_a_back_test()
    {
        var target = Path.Combine(folder.Path, "out");
        var day = Generate(200, 2_000);
        Assert.Equal(ExitCodes.Done, Run("back-test", "--before", Journeys("5m"), "--after", Journeys("7m"), "--events", day, "--out", target));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(target, "back-test.json")));
        var page = File.ReadAllText(Path.Combine(target, "report.html"));

        var (before, after) = (Arm("before"), Arm("after"));
        Assert.Equal(before.GetProperty("percent").GetDecimal(), after.GetProperty("percent").GetDecimal());
        Assert.True(before.GetProperty("entered").GetInt64() > 20);
        Assert.Equal(before.GetProperty("entered").GetInt64(), after.GetProperty("entered").GetInt64());
        Assert.Contains("Arms, before", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"conversion rates reminder\"", page, StringComparison.Ordinal);
        Assert.Contains("cart-recovery: reminder, plain: ", output.ToString(), StringComparison.Ordinal);

        JsonElement Arm(string side) => json.RootElement.GetProperty(side).GetProperty("results").EnumerateArray()
            .Single(journey => journey.GetProperty("origin").GetString() == "cart-recovery").GetProperty("splits")[1].GetProperty("arms")[1];
    }

    [Fact]
    public void A_rehearsal_tells_how_many_customers_each_arm_will_have()
    {
        var target = Path.Combine(folder.Path, "out");
        Assert.Equal(ExitCodes.Done, Run("rehearse", "--journeys", Journeys("5m"), "--customers", "200", "--days", "5", "--out", target));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(target, "rehearsal.json")));

        Assert.Contains("cart-recovery", json.RootElement.GetProperty("results").EnumerateArray().Select(journey => journey.GetProperty("origin").GetString()));
        var page = File.ReadAllText(Path.Combine(target, "report.html"));
        Assert.Contains("cart-recovery: reminder", page, StringComparison.Ordinal);
        Assert.Contains("value EUR", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Goals_without_a_value_are_told_without_one()
    {
        var (journeys, target) = (Journeys("5m"), Path.Combine(folder.Path, "out"));
        var cart = Path.Combine(journeys, "cart-recovery.journey.yaml");
        File.WriteAllText(cart, File.ReadAllText(cart).Replace(", value: event.total", "", StringComparison.Ordinal));

        Assert.Equal(ExitCodes.Done, Run("rehearse", "--journeys", journeys, "--customers", "200", "--days", "5", "--out", target));
        var page = File.ReadAllText(Path.Combine(target, "report.html"));
        Assert.Contains("cart-recovery: reminder", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value EUR", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arm_that_nobody_is_in_has_no_rate_and_is_compared_with_nothing()
    {
        var (target, day) = (Path.Combine(folder.Path, "out"), Generate(100, 1_000));
        var all = Journeys("5m", "  - id: reminder\n    split: [ { arm: none, percent: 100 }, { arm: plain, percent: 0 } ]");
        Assert.Equal(ExitCodes.Done, Run("--journeys", all, "--events", day, "--out", target));
        Assert.Contains("cart-recovery: reminder, plain: 0 customers, 0 messaged, 0 converted: -", output.ToString().Split(Environment.NewLine));
        var page = File.ReadAllText(Path.Combine(target, "report.html"));
        Assert.Contains(">no baseline<", page, StringComparison.Ordinal);
        Assert.Contains(">against none<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("-100.00", page, StringComparison.Ordinal);

        output.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, Run("--journeys", all, "--events", day, "--json"));
        using var json = JsonDocument.Parse(output.ToString());
        var plain = json.RootElement.GetProperty("results").EnumerateArray().Single(journey => journey.GetProperty("origin").GetString() == "cart-recovery")
            .GetProperty("splits")[1].GetProperty("arms")[1];
        Assert.Equal((false, false), (plain.TryGetProperty("rate", out _), plain.TryGetProperty("uplift", out _)));
    }

    private static IEnumerable<string> Lines(SimulatedCustomer customer, LineKind kind) =>
        customer.Entries.SelectMany(entry => entry.Lines).Where(line => line.Kind == kind && line.Origin == "cart-recovery").Select(line => line.Text);

    /// <summary>An order that brings several runs to their goal counts once.</summary>
    private static bool Counts(string goal) => !goal.Contains("which counts once", StringComparison.Ordinal);

    private static decimal Worth(string goal)
    {
        var from = goal.IndexOf(", worth ", StringComparison.Ordinal) + 8;
        return decimal.Parse(goal[from..goal.IndexOf(" EUR", StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
    }

    private SimulationResult Simulate(int threads)
    {
        var loaded = Samples.Load(Journeys("5m"));
        var day = ShoppingDay.Generate(new ShoppingDayOptions { Seed = 5, Customers = 300, Events = 3_000 });
        return Simulator.Run(loaded.Definitions!, loaded.Templates, day, new() { Until = End, Threads = threads });
    }

    /// <summary>The samples with a split in the reminder, which waits so long, and every cart's order for a goal.</summary>
    private string Journeys(string wait, string? steps = null)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder.Path, $"journeys-{wait}")).FullName;
        Samples.CopyTo(target, (_, content) => content);
        File.WriteAllText(Path.Combine(target, "cart-recovery.journey.yaml"), $$"""
            journey: cart-recovery
            enter: { on: cart.updated, key: event.cartId, when: "event.value >= 20" }
            goal: { on: order.placed, within: 3d, value: event.total }
            steps:
            {{steps ?? """
              - id: reminder
                split: [ { arm: none, percent: 40, control: true }, { arm: plain, percent: 60 } ]
            """}}
              - wait: { for: {{wait}}, restart: cart.updated }
              - send: { template: cart-reminder, purpose: marketing }
            """);
        return target;
    }
}
