using JourneyGrains.CommandLine;

namespace JourneyGrains.Client.Tests.CommandLine;

public sealed class UsageTests
{
    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("customer show", "Required argument missing")]
    [InlineData("customer consent c-1 --channel email --purpose marketing", "either --grant or --withdraw")]
    [InlineData("customer consent c-1 --channel email --purpose marketing --grant --withdraw", "either --grant or --withdraw")]
    [InlineData("customer consent c-1 --purpose marketing --grant", "--channel")]
    [InlineData("customer transcript c-1 --count 501", "1 to 500")]
    [InlineData("deadletters list --count 0", "1 to 500")]
    [InlineData("deadletters replay", "or --all")]
    [InlineData("deadletters replay 3 --all", "or --all")]
    [InlineData("deadletters replay three", "three")]
    [InlineData("replay log.jsonl --speed 3z", "60x")]
    [InlineData("replay log.jsonl --speed -2x", "-2x")]
    [InlineData("replay log.jsonl --arrivals later", "later")]
    [InlineData("replay log.jsonl --until tomorrow", "ISO 8601")]
    [InlineData("status --gateway here", "host:port")]
    public async Task What_is_not_understood_is_said_and_ends_with_2(string line, string said)
    {
        var ended = await CommandLineOf.RunAsync(line.Split(' '));

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains(said, ended.Error, StringComparison.Ordinal);
        Assert.Empty(ended.Out);
    }

    [Fact]
    public async Task The_help_of_what_needs_no_cluster_does_not_tell_how_to_reach_one()
    {
        Assert.DoesNotContain("--gateway", (await CommandLineOf.RunAsync(["simulate", "back-test", "--help"])).Out, StringComparison.Ordinal);
        Assert.Contains("--gateway", (await CommandLineOf.RunAsync(["status", "--help"])).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_tells_the_commands_and_the_exit_codes()
    {
        var ended = await CommandLineOf.RunAsync(["--help"]);

        Assert.Equal(ExitCodes.Ok, ended.Code);
        Assert.All(
            new[] { "publish", "replay", "customer", "deadletters", "campaign", "status", "digest", "validate", "3 no connection" },
            word => Assert.Contains(word, ended.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_silo_one_line_says_where_it_looked_and_what_to_do_and_the_end_is_3()
    {
        // Nothing listens on the discard port of a machine that runs tests.
        var ended = await CommandLineOf.RunAsync(["status", "--gateway", "127.0.0.1:9", "--cluster-id", "shop"]);

        Assert.Equal(ExitCodes.NoCluster, ended.Code);
        Assert.Equal(
            "No silo of the cluster 'shop' answers at 127.0.0.1:9. "
            + "Start one (dotnet run --project silo -- demo), or name another with --gateway host:port and --cluster-id.",
            ended.Error.TrimEnd());
        Assert.Empty(ended.Out);
    }
}
