using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.CommandLine;
using JourneyGrains.Contracts.Operations;

namespace JourneyGrains.Client.Tests.CommandLine;

public sealed class ResultsTests : CommandLineTest
{
    public ResultsTests(FakeCluster cluster)
        : base(cluster)
    {
        var none = new ArmView("none", 10, true, 1_000, 1_100, 0, 0, 900, 80, 90, new(0.08, 0.0647, 0.0985), 4_000.5m, new(4.0005, 3.1, 4.9), null);
        var plain = new ArmView(
            "plain", 90, false, 9_000, 9_900, 8_000, 8_500, 0, 990, 1_000, new(0.11, 0.1037, 0.1166), 54_000m, new(6, 5.7, 6.3),
            new(new(0.03, 0.0105, 0.0463), 0.375, 0.00345, new(1.9995, 1.05, 2.95), "better"));
        Cluster.Results["cart"] = new("cart", "EUR", true, [new("reminder", "none", [none, plain])], [new("cart-first", "email", 700, 35_000m)]);
        Cluster.Results["unvalued"] = new(
            "unvalued", "EUR", true, [new("reminder", "none", [none with { Value = 0, Mean = null }])], [new("cart-first", "email", 700, 0)]);
        Cluster.Results["uneven"] = new("uneven", "EUR", true, [new("reminder", "none", [none, plain]) { RatioPValue = 0.0002, Warning = "Do not trust it." }], []);
        Cluster.Results["sale/last-call"] = new("sale/last-call", "EUR", false, [new("", null, [plain with { Uplift = null }])], []);
        Cluster.Results["quiet"] = new("quiet", "EUR", true, [], []);
        Cluster.Results["gone"] = Cluster.Results["cart"] with { Origin = "gone", Gone = true };
        Cluster.Results["quiet-and-gone"] = new("quiet-and-gone", "EUR", false, [], []) { Gone = true };
    }

    [Fact]
    public async Task Results_are_told_arm_by_arm_with_their_intervals()
    {
        var ended = await Run("journeys", "results", "cart");

        Assert.Equal((ExitCodes.Ok, ""), (ended.Code, ended.Error));
        Assert.Contains("split reminder of cart", ended.Out, StringComparison.Ordinal);
        Assert.Matches(@"none \(control\)\s+10\s+1,000\s+1,100\s+0\s+0\s+900\s*\n", ended.Out);
        Assert.Matches(@"none \(control\)\s+80\s+8\.00 % \(6\.47 to 9\.85\)\s+-\s+-\s+-\s*\n", ended.Out);
        Assert.Matches(@"plain\s+990\s+11\.00 % \(10\.37 to 11\.66\)\s+\+3\.00 \(\+1\.05 to \+4\.63\)\s+0\.0035\s+better\s*\n", ended.Out);
        Assert.Matches(@"none \(control\)\s+4,000\.50\s+4\.00 \(3\.10 to 4\.90\)\s+-\s*\n", ended.Out);
        Assert.Matches(@"plain\s+54,000\.00\s+6\.00 \(5\.70 to 6\.30\)\s+\+2\.00 \(\+1\.05 to \+2\.95\)\s*\n", ended.Out);
        Assert.Matches(@"cart-first\s+email\s+700\s+35,000\.00", ended.Out);
    }

    [Fact]
    public async Task Goals_without_a_value_are_told_without_one()
    {
        var ended = await Run("journeys", "results", "unvalued");

        Assert.Matches(@"goals put down to\s+by\s+goals\s*\n", ended.Out);
        Assert.Matches(@"cart-first\s+email\s+700\s*\n", ended.Out);
        Assert.DoesNotContain("EUR", ended.Out, StringComparison.Ordinal);
        Assert.Matches(@"goals put down to\s+by\s+goals\s+value EUR\s*\n", (await Run("journeys", "results", "cart")).Out);
    }

    [Fact]
    public async Task Arms_that_do_not_fit_their_shares_are_warned_of()
    {
        Assert.Contains("\nDo not trust it.\n", (await Run("journeys", "results", "uneven")).Out, StringComparison.Ordinal);
        var split = Assert.Single((await Run("journeys", "results", "uneven", "--json")).Json).GetProperty("splits")[0];

        Assert.Equal((0.0002, "Do not trust it."), (split.GetProperty("ratioPValue").GetDouble(), split.GetProperty("warning").GetString()));
    }

    [Fact]
    public async Task For_programs_results_are_one_object()
    {
        var results = Assert.Single((await Run("journeys", "results", "cart", "--json")).Json);
        var plain = results.GetProperty("splits")[0].GetProperty("arms")[1];

        Assert.Equal(("plain", 0.00345), (plain.GetProperty("arm").GetString(), plain.GetProperty("uplift").GetProperty("pValue").GetDouble()));
    }

    [Fact]
    public async Task A_wave_has_no_goal_and_is_told_without_rates()
    {
        var ended = await Run("journeys", "results", "sale/last-call");

        Assert.Contains("sale/last-call as a whole", ended.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("rate", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_of_a_journey_that_is_gone_are_told_as_such()
    {
        var ended = await Run("journeys", "results", "gone");
        var quiet = await Run("journeys", "results", "quiet-and-gone");

        Assert.StartsWith("gone is no longer among the definitions; what was counted of it stays.\nsplit reminder of gone\n", ended.Out, StringComparison.Ordinal);
        Assert.Equal(
            "quiet-and-gone is no longer among the definitions; what was counted of it stays.\n"
                + "No customers were counted of it by arms; its totals are told by status.\n",
            quiet.Out);
        Assert.DoesNotContain("no longer", (await Run("journeys", "results", "cart")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_journey_of_which_nothing_is_counted_it_is_said_why() =>
        Assert.Contains("No customers are counted of quiet.", (await Run("journeys", "results", "quiet")).Out, StringComparison.Ordinal);

    [Fact]
    public async Task A_journey_that_is_not_there_ends_with_1()
    {
        var ended = await Run("journeys", "results", "carts");

        Assert.Equal((ExitCodes.Refused, ""), (ended.Code, ended.Out));
        Assert.Contains("There is no journey 'carts'", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("A wave", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wave2")]
    [InlineData("all")]
    public async Task A_wave_without_its_campaign_is_told_as_it_is_named(string name)
    {
        var before = Cluster.Definitions;
        Cluster.Definitions = before with { Campaigns = ["sale/last-call", "wave2/all"] };
        var ended = await Run("journeys", "results", name);
        Cluster.Definitions = before;

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("A wave is named with its campaign: wave2/all.", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_empty_arm_there_is_no_rate_and_of_values_that_are_all_the_same_no_interval()
    {
        var empty = new ArmView("plain", 50, false, 0, 0, 0, 0, 0, 0, 0, new(0, 0, 1), 0, null, null);
        var same = new ArmView("none", 50, true, 3, 3, 0, 0, 3, 3, 3, new(1, 0.4385, 1), 150, new(50, 50, 50), null);
        Cluster.Results["even"] = new("even", "EUR", true, [new("reminder", "none", [same, empty])], []);
        var ended = await Run("journeys", "results", "even");

        Assert.Matches(@"plain\s+0\s+-\s+-\s+-\s+-\s*\n", ended.Out);
        Assert.Matches(@"none \(control\)\s+150\.00\s+50\.00\s+-\s*\n", ended.Out);
    }
}
