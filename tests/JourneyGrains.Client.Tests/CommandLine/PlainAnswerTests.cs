using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.CommandLine;

namespace JourneyGrains.Client.Tests.CommandLine;

/// <summary>What a person can mend is told in a sentence, never by a trace.</summary>
public sealed class PlainAnswerTests(FakeCluster cluster) : CommandLineTest(cluster)
{
    private const string Event = """{"id":"e-1","customer":"c-1","type":"page.opened","time":"2025-11-11T09:00:00Z"}""";

    [Theory]
    [InlineData("customer", "show", "")]
    [InlineData("customer", "transcript", " ")]
    [InlineData("customer", "forget", "", "--yes")]
    [InlineData("journeys", "enter", "welcome", "")]
    public async Task An_empty_customer_id_is_refused_before_anyone_is_asked(params string[] arguments)
    {
        var ended = await Run(arguments);

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.StartsWith("The customer's id is empty; give the one that the events have", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_told_and_what_to_do_with_it()
    {
        var path = Write("damaged.gz", Event);

        var published = await Run("publish", path);
        Assert.Equal(ExitCodes.Refused, published.Code);
        Assert.Contains("The file damaged.gz is no gzip file, or is damaged: ", published.Error, StringComparison.Ordinal);
        Assert.Contains("publish it again, where events keep their ids.", published.Error, StringComparison.Ordinal);

        var numbered = await Run("publish", path, "--producer", "shop");
        Assert.Contains("with the same --producer", numbered.Error, StringComparison.Ordinal);

        var replayed = await Run("replay", path);
        Assert.Equal(ExitCodes.Refused, replayed.Code);
        Assert.Contains("Nothing of it was replayed.", replayed.Error, StringComparison.Ordinal);
        Assert.Empty(Cluster.System.All);
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_no_source_of_customers()
    {
        var path = Write("day.jsonl", Event);
        var journeys = Write("one.journey.yaml", "journey: one", "enter: { on: cart.updated }", "steps:", "  - wait: 5m");

        var ended = await CommandLineOf.RunAsync(["journeys", "diff", Path.GetDirectoryName(journeys)!, "--state", path]);

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.StartsWith($"The file '{path}' cannot be read as a store of JourneyGrains: ", ended.Error, StringComparison.Ordinal);
        Assert.Equal(ended.Error.Trim().Length, ended.Error.Trim().Split('\n')[0].Length);

        var absent = await CommandLineOf.RunAsync(["journeys", "diff", Path.GetDirectoryName(journeys)!, "--state", path + ".db"]);
        Assert.Equal((ExitCodes.Usage, true), (absent.Code, absent.Error.StartsWith($"There is no '{path}.db'. --state: ", StringComparison.Ordinal)));
    }
}
