using System.Text.Json;
using JourneyGrains.Simulation.Commands;

namespace JourneyGrains.Simulation.Tests.Commands;

public sealed class TimeTravelCommandTests : ProgramTests
{
    [Fact]
    public void A_back_test_prints_its_sums_and_writes_page_differences_and_json()
    {
        var target = Path.Combine(folder.Path, "out");
        Assert.Equal(ExitCodes.Done, Run("back-test", "--before", Samples.Folder, "--after", Quicker(), "--events", Generate(), "--out", target));
        Assert.Contains("customers would notice", output.ToString(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(target, "back-test.json")));
        var cart = json.RootElement.GetProperty("journeys").GetProperty("cart-recovery");
        Assert.True(cart.GetProperty("moved").GetInt32() > 0);
        var lines = File.ReadAllLines(Path.Combine(target, "differences.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            new[] { "lost", "gained", "moved", "changed" }.Sum(kind => cart.GetProperty(kind).GetInt32()),
            lines.Count(line => line.GetProperty("journey").GetString() == "cart-recovery"));
        var customers = lines.Select(line => line.GetProperty("customer").GetString()).ToList();
        Assert.Equal(customers.Order(StringComparer.Ordinal), customers);
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(target, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rehearsal_says_when_the_last_customer_will_know()
    {
        var target = Path.Combine(folder.Path, "out");
        string[] festival = ["--customers", "200", "--days", "10", "--launch", "flash-sale@2025-11-12T20:00:00Z", "--rate", "email=2", "--cost", "sms=0.06"];
        Assert.Equal(ExitCodes.Done, Run(["rehearse", "--journeys", Samples.Folder, .. festival, "--out", target]));
        Assert.Contains("the last customer knows", output.ToString(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(target, "rehearsal.json")));
        Assert.Contains(
            json.RootElement.GetProperty("knowledge").EnumerateArray(),
            one => one.GetProperty("journey").GetString() == "flash-sale/last-call" && one.GetProperty("waitLongestSeconds").GetDouble() > 0);
        Assert.Contains("When the last customer will know", File.ReadAllText(Path.Combine(target, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void One_customers_life_is_told_with_why_and_why_not()
    {
        var day = Generate();
        Assert.Equal(ExitCodes.Done, Run("explain", "--journeys", Samples.Folder, "--events", day, "--customer", "c-00007"));
        Assert.Contains("Customer c-00007:", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Times are UTC.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Tuesday, 11 November 2025", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("welcome: ", output.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"withheld +welcome: welcome not sent: consent", output.ToString());
        Assert.Matches(@"Told up to the end of the recording, 2025-11-11T\S+; --until lets more time pass\.", output.ToString());
        Assert.Equal(ExitCodes.Done, Run("explain", "--journeys", Samples.Folder, "--events", day, "--customer", "c-00003"));
        Assert.Matches(@"decided +welcome: welcome by email for marketing", output.ToString());
        Assert.Matches(@"handed over +welcome: welcome handed to email", output.ToString());
        Assert.Equal(ExitCodes.Usage, Run("explain", "--journeys", Samples.Folder, "--events", day, "--customer", "nobody"));
        Assert.Contains("no event of customer 'nobody'", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_in_either_side_of_a_back_test_is_told_with_the_side_it_is_in()
    {
        var broken = Path.Combine(folder.Path, "broken");
        Samples.CopyTo(broken, (_, content) => content.Replace("for: 45m", "for: soonish", StringComparison.Ordinal));
        Assert.Equal(ExitCodes.BadDefinitions, Run("back-test", "--before", broken, "--after", Samples.Folder, "--events", Generate()));
        Assert.StartsWith($"--before {broken}: cart-recovery.journey.yaml:", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.BadDefinitions, Run("back-test", "--before", broken, "--after", broken, "--events", "x"));
        Assert.Contains($"--after {broken}: cart-recovery.journey.yaml:", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--journeys", "EMPTY", "--events", "x")]
    [InlineData("rehearse", "--journeys", "EMPTY")]
    [InlineData("explain", "--journeys", "EMPTY", "--events", "x", "--customer", "ada")]
    [InlineData("back-test", "--before", "SAMPLES", "--after", "EMPTY", "--events", "x")]
    [InlineData("back-test", "--before", "EMPTY", "--after", "SAMPLES", "--events", "x")]
    [InlineData("diff", "SAMPLES", "EMPTY")]
    public void A_folder_without_definitions_is_probably_the_wrong_one(params string[] arguments)
    {
        var empty = Path.Combine(folder.Path, "empty");
        Directory.CreateDirectory(Path.Combine(empty, "more"));
        folder.Write("empty/notes.md", "Buy milk.");
        Samples.CopyTo(Path.Combine(empty, "more"), (_, content) => content);
        var given = arguments.Select(argument => argument switch { "SAMPLES" => Samples.Folder, "EMPTY" => empty, _ => argument });

        Assert.Equal(ExitCodes.BadDefinitions, Run([.. given]));
        Assert.StartsWith($"There are no definitions in '{empty}'; they are files like NAME.journey.yaml.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("in its folder 'more' would not be read; put what is in it beside it, or name that folder.", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void The_help_writes_a_date_as_the_option_takes_it()
    {
        Assert.Equal(0, Run("rehearse", "--help"));
        Assert.Contains("[default: 2025-11-11]", $"{output}", StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_that_nothing_answers_are_told_once()
    {
        var calling = Path.Combine(folder.Path, "calling");
        Samples.CopyTo(calling, (_, content) => content);
        folder.Write("calling/scored.journey.yaml", """
            journey: scored
            enter: { on: order.placed, key: event.orderId }
            steps: [ { call: { url: "https://scores.example/" } } ]
            """);
        const string Told = "every call counts as failed. --calls answers them.";
        Assert.Equal(ExitCodes.Done, Run("--journeys", calling, "--events", Generate()));
        Assert.Single($"{output}".Split('\n'), line => line.EndsWith(Told, StringComparison.Ordinal));

        output.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, Run("--journeys", calling, "--events", Generate(), "--calls", folder.Write("answers.jsonl", "")));
        Assert.DoesNotContain(Told, $"{output}{error}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_out_of_order_is_sorted_and_comes_to_the_same()
    {
        var day = Generate();
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", day));
        var inOrder = output.ToString();
        output.GetStringBuilder().Clear();
        var lines = File.ReadAllLines(day);
        var turned = folder.Write("turned.jsonl", string.Join('\n', [.. lines[700..], .. lines[..700]]) + "\n");
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", turned));
        Assert.Contains("is not in order of arrival", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(Digest(inOrder), Digest(output.ToString()));
    }

    [Theory]
    [InlineData("There is no recording 'absent.jsonl'. Name a file of JSON Lines", "--journeys", "SAMPLES", "--events", "absent.jsonl")]
    [InlineData("There are no answers 'absent.jsonl'. --calls names a file of JSON Lines", "rehearse", "--journeys", "SAMPLES", "--calls", "absent.jsonl")]
    [InlineData("'email' is not a channel with a number above 0; write it like email=500.", "rehearse", "--journeys", "x", "--rate", "email")]
    [InlineData("'sms=-1' is not a channel with a number above 0; write it like sms=0.06.", "rehearse", "--journeys", "x", "--cost", "sms=-1")]
    [InlineData("--rate: the brand has no channel 'emial'; it has: ", "rehearse", "--journeys", "SAMPLES", "--rate", "emial=50")]
    [InlineData("See --help.", "back-test", "--before", "x")]
    [InlineData("--before: there is no folder 'nodir'.", "back-test", "--before", "nodir", "--after", "SAMPLES", "--events", "x")]
    [InlineData("--journeys: there is no folder 'nodir'.", "rehearse", "--journeys", "nodir")]
    [InlineData("explain is for people and has no JSON.", "explain", "--journeys", "SAMPLES", "--events", "x", "--customer", "ada", "--json")]
    [InlineData("There is no campaign 'summer'", "rehearse", "--journeys", "SAMPLES", "--customers", "10", "--launch", "summer@2025-11-11")]
    [InlineData("A rehearsal has 1 to 400 days; 0 were asked for.", "rehearse", "--journeys", "SAMPLES", "--days", "0")]
    public void A_wrong_command_line_is_told(string expected, params string[] arguments)
    {
        Assert.Equal(ExitCodes.Usage, Run([.. arguments.Select(one => one.Replace("SAMPLES", Samples.Folder, StringComparison.Ordinal))]));
        Assert.Contains(expected, error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static string Digest(string told) => told[told.IndexOf("digest ", StringComparison.Ordinal)..].Trim();

    private string Quicker()
    {
        var target = Path.Combine(folder.Path, "quicker");
        Samples.CopyTo(target, (_, content) => content.Replace("for: 45m", "for: 30m", StringComparison.Ordinal));
        return target;
    }
}
