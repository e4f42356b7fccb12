using JourneyGrains.CommandLine;

namespace JourneyGrains.Client.Tests.CommandLine;

public sealed class ValidateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("journeygrains-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_folder_that_is_not_there_ends_with_1()
    {
        var ended = await CommandLineOf.RunAsync(["validate", Path.Combine(folder, "absent")]);

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("absent", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_is_told_with_file_line_and_column()
    {
        await WriteAsync("hello.journey.yaml", "journey: hello\nenter: { on: page.opened }\nsteps:\n  - sned: { template: hello }\n");

        var ended = await CommandLineOf.RunAsync(["validate", folder]);

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("hello.journey.yaml:4:", ended.Out, StringComparison.Ordinal);
        Assert.Contains("to mend", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_programs_the_mistakes_are_one_object()
    {
        await WriteAsync("hello.journey.yaml", "journey: hello\nenter: { on: page.opened }\nsteps:\n  - sned: { template: hello }\n");

        var result = Assert.Single((await CommandLineOf.RunAsync(["validate", folder, "--json"])).Json);

        Assert.False(result.GetProperty("succeeded").GetBoolean());
        Assert.Equal(4, result.GetProperty("diagnostics")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task A_folder_in_order_ends_with_0_and_what_it_holds()
    {
        await WriteAsync("hello.journey.yaml", "journey: hello\nenter: { on: page.opened }\nsteps:\n  - wait: { for: 1h }\n");

        var ended = await CommandLineOf.RunAsync(["validate", folder]);

        Assert.Equal((ExitCodes.Ok, $"{folder}: in order, 1 journey and 0 campaigns."), (ended.Code, ended.Out.TrimEnd()));
    }

    [Fact]
    public async Task Without_a_brand_it_is_told_what_counts_in_its_place()
    {
        await WriteAsync("hello.journey.yaml", "journey: hello\nenter: { on: page.opened }\nsteps:\n  - wait: { for: 1h }\n");

        const string note = "There is no brand.yaml, so this counts: name 'Our shop', language en, time zone UTC, currency EUR, channels email, "
            + "purposes marketing (with consent), service (without consent), messages expire after 1d.";
        Assert.Equal($"Note: {note}", (await CommandLineOf.RunAsync(["validate", folder])).Error.TrimEnd());
        var json = Assert.Single((await CommandLineOf.RunAsync(["validate", folder, "--json"])).Json);
        Assert.Equal(note, Assert.Single(json.GetProperty("notes").EnumerateArray()).GetString());

        await WriteAsync("brand.yaml", "name: Ours\n");
        Assert.Empty((await CommandLineOf.RunAsync(["validate", folder])).Error);
    }

    [Fact]
    public async Task A_condition_that_looks_at_nothing_is_a_note_with_its_place_and_no_error()
    {
        await WriteAsync("brand.yaml", "name: Ours\n");
        await WriteAsync(
            "hello.journey.yaml",
            "journey: hello\nenter: { on: page.opened, when: 1 == 2 }\nsteps:\n  - branch:\n      - { when: true || customer.orders > 3, steps: [ { wait: 1h } ] }\n");

        var ended = await CommandLineOf.RunAsync(["validate", folder]);

        Assert.Equal(ExitCodes.Ok, ended.Code);
        Assert.Equal(
            [
                "Note: hello.journey.yaml:2:33: This condition never holds, whatever is looked at: 1 == 2",
                "Note: hello.journey.yaml:5:17: This condition always holds, whatever is looked at: true || customer.orders > 3",
            ],
            ended.Error.TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public async Task Journeys_in_a_folder_of_the_folder_are_told_not_to_be_read()
    {
        const string journey = "journey: hello\nenter: { on: page.opened }\nsteps:\n  - wait: { for: 1h }\n";
        Directory.CreateDirectory(Path.Combine(folder, "more"));
        await WriteAsync("more/hello.journey.yaml", journey);
        await WriteAsync("brand.yaml", "name: Ours\n");
        const string note = "1 file of definitions in its folder 'more' would not be read";

        var none = await CommandLineOf.RunAsync(["validate", folder]);
        Assert.Equal(ExitCodes.Refused, none.Code);
        Assert.Contains(note, none.Error, StringComparison.Ordinal);

        await WriteAsync("few.segment.yaml", "segment: few\nwhen: \"customer.orders < 3\"\n");
        var segment = await CommandLineOf.RunAsync(["validate", folder]);
        Assert.Equal(ExitCodes.Ok, segment.Code);
        Assert.Contains("There is no journey and no campaign, so nobody would be told anything.", segment.Error, StringComparison.Ordinal);
        Assert.Contains(note, segment.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_definitions_is_probably_the_wrong_one()
    {
        var ended = await CommandLineOf.RunAsync(["validate", folder]);

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("no definitions", ended.Error, StringComparison.Ordinal);

        await WriteAsync("programme.yaml", "programme: p\npointsPerUnit: 1\ntiers: [ { tier: a, fromSpend: 0 } ]\n");
        Assert.Equal(ExitCodes.Ok, (await CommandLineOf.RunAsync(["validate", folder])).Code);
    }

    [Theory]
    [InlineData(ExitCodes.Ok, "--hosts", "https://scores.example,http://stock.example:8080")]
    [InlineData(ExitCodes.Ok, "--hosts", "http://stock.example:8080/some/path", "HTTPS://Scores.Example:443/")]
    [InlineData(ExitCodes.Ok)]
    [InlineData(ExitCodes.Refused, "--hosts", "http://scores.example,http://stock.example:8080")]
    [InlineData(ExitCodes.Refused, "--hosts", "https://scores.example:8443,http://stock.example:8080")]
    public async Task A_call_to_a_host_that_is_not_among_those_given_is_told(int code, params string[] hosts)
    {
        await WriteAsync(
            "hello.journey.yaml",
            "journey: hello\nenter: { on: page.opened }\nsteps:\n  - call: { url: http://stock.example:8080/v1 }\n"
                + "  - branch: [ { when: true, steps: [ { call: { url: https://scores.example/v1/score } } ] } ]\n");

        var ended = await CommandLineOf.RunAsync(["validate", folder, .. hosts]);

        Assert.Equal(code, ended.Code);
        Assert.Equal(
            code == ExitCodes.Ok ? [] : ["hello.journey.yaml:5:38: This call would be refused: https://scores.example is not among the hosts that may be called"],
            ended.Out.Split('\n').Where(line => line.Contains("refused", StringComparison.Ordinal)).Select(line => line.Split(". ")[0]));
    }

    [Fact]
    public async Task What_is_no_host_is_refused()
    {
        await WriteAsync("hello.journey.yaml", "journey: hello\nenter: { on: page.opened }\nsteps:\n  - wait: { for: 1h }\n");

        var ended = await CommandLineOf.RunAsync(["validate", folder, "--hosts", "scores.example"]);

        Assert.Equal((ExitCodes.Refused, "'scores.example' is no host with its scheme, like https://scores.example."), (ended.Code, ended.Error.TrimEnd()));
    }

    private async Task WriteAsync(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
    }
}
