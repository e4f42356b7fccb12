using System.Text.Json;
using JourneyGrains.Simulation.Commands;

namespace JourneyGrains.Simulation.Tests.Commands;

public sealed class SimulationProgramTests : ProgramTests
{
    [Fact]
    public void A_generated_day_runs_through_the_sample_journeys_into_files()
    {
        var day = Generate();
        var target = Path.Combine(folder.Path, "out");
        string[] launch = ["--launch", "flash-sale@2025-11-11T21:00:00Z"];
        Assert.Equal(ExitCodes.Done, Run(["--journeys", Samples.Folder, "--events", day, "--out", target, .. launch]));

        var digest = File.ReadAllText(Path.Combine(target, "digest.txt")).Trim();
        Assert.Matches("^[0-9a-f]{64}$", digest);
        Assert.Contains($"digest {digest}", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  flash-sale/last-call: handed over\n", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/HandedOver", output.ToString(), StringComparison.Ordinal);
        var messages = File.ReadLines(Path.Combine(target, "messages.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(messages, message => message.GetProperty("journey").GetString() == "flash-sale/last-call");
        Assert.All(messages, message => Assert.NotEmpty(message.GetProperty("text").GetString()!));
        using var totals = JsonDocument.Parse(File.ReadAllText(Path.Combine(target, "totals.json")));
        var handedOver = totals.RootElement.EnumerateObject().Where(total => total.Name.EndsWith("/HandedOver", StringComparison.Ordinal));
        Assert.Equal(messages.Count, handedOver.Sum(total => total.Value.GetInt64()));
        var entry = JsonDocument.Parse(File.ReadLines(Path.Combine(target, "transcript.jsonl")).First()).RootElement;
        Assert.Equal(1, entry.GetProperty("entry").GetProperty("number").GetInt32());
        Assert.Equal(20, File.ReadLines(Path.Combine(target, "problems.jsonl")).Count());
        Assert.All(File.ReadLines(Path.Combine(target, "problems.jsonl")), line => Assert.Contains("\"file\":\"", line, StringComparison.Ordinal));
        Assert.All(File.ReadLines(Path.Combine(target, "problems.jsonl")), line => Assert.DoesNotContain("\"file\":\"\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_outcome_as_json_holds_digest_and_totals()
    {
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", Generate(), "--json", "--until", "2025-11-20"));
        using var json = JsonDocument.Parse(output.ToString());
        Assert.Equal(1_500, json.RootElement.GetProperty("events").GetInt32());
        Assert.Equal(20, json.RootElement.GetProperty("refused").GetInt32());
        Assert.True(json.RootElement.GetProperty("totals").GetProperty("feedback-request/HandedOver").GetInt32() > 0);
    }

    [Fact]
    public void Lines_that_cannot_be_read_are_told_and_the_rest_is_run()
    {
        var day = Generate();
        File.AppendAllText(day, "not an event\n");
        Assert.Equal(ExitCodes.BadLines, Run("--journeys", Samples.Folder, "--events", day));
        Assert.Contains("day.jsonl:1501: Not an event", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1500 events of", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Definitions_with_errors_are_listed_and_nothing_is_run()
    {
        const string broken = "journey: broken\nenter: { on: cart.updated, when: \"event.valu >= 20\" }\nsteps:\n  - wait: 5m\n";
        folder.Write("broken.journey.yaml", broken);
        Assert.Equal(ExitCodes.BadDefinitions, Run("--journeys", folder.Path, "--events", Generate()));
        Assert.Contains("broken.journey.yaml:2:", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("See --help.", "--events", "x")]
    [InlineData("'soon' is not a time", "--journeys", "x", "--events", "x", "--until", "soon")]
    [InlineData("'flash-sale' is not a launch", "--journeys", "x", "--events", "x", "--launch", "flash-sale")]
    [InlineData("--threads is at least 1.", "--journeys", "x", "--events", "x", "--threads", "0")]
    [InlineData("no folder 'nowhere'", "--journeys", "nowhere", "--events", "x")]
    [InlineData("See --help.", "--bogus")]
    public void A_wrong_command_line_is_told(string expected, params string[] arguments)
    {
        Assert.Equal(ExitCodes.Usage, Run(arguments));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--events", "missing.jsonl")]
    [InlineData("--events", "missing.csv", "--mapping", "missing.yaml")]
    public void A_file_that_is_not_there_is_told(params string[] arguments)
    {
        Assert.Equal(ExitCodes.Usage, Run(["--journeys", Samples.Folder, .. arguments]));
        Assert.Contains("missing.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_launch_of_an_unknown_campaign_is_told()
    {
        Assert.Equal(ExitCodes.Usage, Run("--journeys", Samples.Folder, "--events", Generate(), "--launch", "summer@2025-11-11"));
        Assert.Contains("There is no campaign 'summer'", error.ToString(), StringComparison.Ordinal);
    }
}
