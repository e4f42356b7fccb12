using System.IO.Compression;
using System.Text;
using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.CommandLine;

namespace JourneyGrains.Client.Tests.CommandLine;

public sealed class PublishTests(FakeCluster cluster) : CommandLineTest(cluster)
{
    private const string Good = """{"id":"e-1","customer":"c-1","type":"page.opened","time":"2025-11-11T09:00:00Z"}""";
    private const string Later = """{"id":"e-2","customer":"c-2","type":"page.opened","time":"2025-11-11T09:00:01Z","properties":{"page":"sale"}}""";

    [Fact]
    public async Task A_file_of_good_lines_is_in_the_log()
    {
        var ended = await Run("publish", Write("day.jsonl", Good, "", Later), "--producer", "tests");

        Assert.Equal((ExitCodes.Ok, ""), (ended.Code, ended.Error));
        Assert.StartsWith("2 published, 0 repeated, 0 refused", ended.Out, StringComparison.Ordinal);
        Assert.Equal([("e-1", 1L), ("e-2", 3L)], Cluster.System.All.Select(record => (record.Id, record.Sequence)).Order());
    }

    [Fact]
    public async Task Bad_lines_are_told_with_number_and_reason_and_kept_and_the_rest_goes_on()
    {
        var path = Write("day.jsonl", Good, "{ not json", Later.Replace("page.opened", "order.placed", StringComparison.Ordinal), Later);

        var ended = await Run("publish", path, "--producer", "tests", "--json");

        Assert.Equal(ExitCodes.Refused, ended.Code);
        var result = Assert.Single(ended.Json);
        Assert.Equal((2, 2), (result.GetProperty("published").GetInt32(), result.GetProperty("refused").GetInt32()));
        Assert.Contains("file day.jsonl:2: unreadable: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("file day.jsonl:3: missing-property: ", ended.Error, StringComparison.Ordinal);
        Assert.Equal(["file day.jsonl:2", "file day.jsonl:3"], Cluster.System.DeadLetters.Select(letter => letter.Source));
    }

    [Fact]
    public async Task A_file_published_again_by_the_same_producer_adds_nothing()
    {
        var path = Write("day.jsonl", Good, Later);
        await Run("publish", path, "--producer", "shop");

        var ended = await Run("publish", path, "--producer", "shop", "--json");

        Assert.Equal(ExitCodes.Ok, ended.Code);
        Assert.Equal(2, Assert.Single(ended.Json).GetProperty("repeated").GetInt32());
        Assert.Equal(2, Cluster.System.Appended);
    }

    [Fact]
    public async Task Standard_input_is_read_where_no_file_is_named()
    {
        var ended = await RunWith($"{Good}\nnonsense\n", "publish", "--producer", "tests");

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("standard input:2: ", ended.Error, StringComparison.Ordinal);
        Assert.Equal("e-1", Assert.Single(Cluster.System.All).Id);
    }

    [Fact]
    public async Task A_compressed_file_is_read_by_its_name()
    {
        var path = Path.Combine(Folder, "day.jsonl.gz");
        await using (var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            await zip.WriteAsync(Encoding.UTF8.GetBytes($"{Good}\n{Later}"));
        }

        Assert.Equal(ExitCodes.Ok, (await Run("publish", path, "--producer", "tests")).Code);
        Assert.Equal(2, Cluster.System.Appended);
    }

    [Fact]
    public async Task A_file_that_is_not_there_ends_with_1_and_its_name()
    {
        var ended = await Run("publish", Path.Combine(Folder, "absent.jsonl"), "--producer", "tests");

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("absent.jsonl", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_lines_are_published_each_once_and_each_customer_s_in_order()
    {
        var lines = Enumerable.Range(0, 5_000).Select(number =>
            $$"""{"id":"e-{{number}}","customer":"c-{{number % 97}}","type":"page.opened","time":"2025-11-11T09:00:00Z"}""");

        Assert.Equal(ExitCodes.Ok, (await Run("publish", Write("day.jsonl", [.. lines]), "--producer", "tests")).Code);

        Assert.Equal(5_000, Cluster.System.All.Select(record => record.Id).Distinct().Count());
        Assert.All(Cluster.System.All.GroupBy(record => record.CustomerId), events =>
            Assert.Equal(events.Select(record => record.Sequence).Order(), events.Select(record => record.Sequence)));
    }

    [Fact]
    public async Task Without_a_producer_s_name_events_go_through_the_stream_of_their_partition()
    {
        Assert.Equal(ExitCodes.Ok, (await Run("publish", Write("day.jsonl", Good, Later))).Code);

        Assert.Equal(["e-1", "e-2"], Cluster.System.All.Select(record => record.Id).Order());
        Assert.All(Cluster.System.Appends, append => Assert.Null(append.Request.Producer));
    }
}
