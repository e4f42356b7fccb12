using System.IO.Compression;
using System.Text;
using System.Text.Json;
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
        Assert.StartsWith("2 published, 0 in the log already, 0 refused", ended.Out, StringComparison.Ordinal);
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
        var told = await Run("publish", path, "--producer", "shop");
        Assert.StartsWith("0 published, 2 in the log already, 0 refused", told.Out, StringComparison.Ordinal);
        Assert.Contains("A file with other events needs another --producer.", told.Error, StringComparison.Ordinal);
        Assert.Equal(2, Cluster.System.Appended);
    }

    [Fact]
    public async Task Another_file_under_the_same_producer_s_name_is_told_to_need_another()
    {
        await Run("publish", Write("first.jsonl", Good), "--producer", "shop");

        var ended = await Run("publish", Write("second.jsonl", Good.Replace("e-1", "e-9", StringComparison.Ordinal)), "--producer", "shop");

        Assert.StartsWith("0 published, 1 in the log already", ended.Out, StringComparison.Ordinal);
        Assert.Equal(
            "In the log already: it has these numbers from the producer 'shop', which are the lines of the file, whatever stands in them. "
                + "A file with other events needs another --producer.",
            ended.Error.TrimEnd());
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
    public async Task Without_a_producer_s_name_events_are_not_numbered_and_a_second_time_stand_in_the_log_again()
    {
        var path = Write("day.jsonl", Good, Later);

        Assert.Equal(ExitCodes.Ok, (await Run("publish", path)).Code);

        Assert.Equal(["e-1", "e-2"], Cluster.System.All.Select(record => record.Id).Order());
        Assert.All(Cluster.System.Appends, append => Assert.Null(append.Request.Producer));
        Assert.All(Cluster.System.All, record => Assert.Equal(0, record.Sequence));
        Assert.StartsWith("2 published, 0 refused", (await Run("publish", path)).Out, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, Assert.Single((await Run("publish", path, "--json")).Json).GetProperty("repeated").ValueKind);
        Assert.Equal(6, Cluster.System.Appended);
    }

    [Fact]
    public async Task Without_a_producer_s_name_too_what_only_the_log_refuses_is_told_with_its_line()
    {
        Cluster.System.DeclareReviews();
        var bad = Good.Replace("page.opened", "review.written", StringComparison.Ordinal);

        var ended = await Run("publish", Write("day.jsonl", Later, bad));

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.StartsWith("1 published, 1 refused", ended.Out, StringComparison.Ordinal);
        Assert.Contains("file day.jsonl:2: missing-property: ", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_refused_lines_the_first_are_told_and_the_rest_counted()
    {
        var ended = await Run("publish", Write("day.jsonl", [.. Enumerable.Repeat("nonsense", 25)]));

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Equal(20, ended.Error.Split("unreadable: ").Length - 1);
        Assert.Contains("... and 5 more. 25 refused.", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cart.updatd", "cart.updated")]
    [InlineData("message.opned", "message.opened")]
    [InlineData("order-placed", "order.placed")]
    public async Task A_type_that_is_almost_a_well_known_one_is_noted_once(string given, string meant)
    {
        var ended = await Run("publish", Write("day.jsonl", [.. new[] { Good, Later }.Select(line => line.Replace("page.opened", given, StringComparison.Ordinal))]));

        Assert.Equal(ExitCodes.Ok, ended.Code);
        Assert.Equal($"'{given}' is taken as a custom type; did you mean '{meant}'?", ended.Error.TrimEnd());
    }

    [Theory]
    [InlineData("page.opened")]
    [InlineData("product.reviewed")]
    [InlineData("product.viewed")]
    public async Task A_type_that_is_well_known_or_the_brand_s_own_is_not_noted(string type)
    {
        var line = Good.Replace("page.opened", type, StringComparison.Ordinal).Replace("}", ",\"properties\":{\"productId\":\"p-1\"}}", StringComparison.Ordinal);

        var ended = await Run("publish", Write("day.jsonl", line));

        Assert.Equal((ExitCodes.Ok, ""), (ended.Code, ended.Error));
    }

    [Fact]
    public async Task Where_the_store_s_time_follows_its_log_it_is_said_where_it_stands()
    {
        Cluster.System.FollowsLog = true;

        var ended = await Run("publish", Write("day.jsonl", Good, Later));

        Assert.Equal(ExitCodes.Ok, ended.Code);
        Assert.StartsWith("This store's time follows its log and stands at 1970-01-01 00:00:00 UTC; ", Assert.Single(ended.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
