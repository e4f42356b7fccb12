using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.CommandLine;
using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Client.Tests.CommandLine;

public sealed class ReplayTests(FakeCluster cluster) : CommandLineTest(cluster)
{
    private static readonly DateTimeOffset Start = new(2025, 11, 11, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Recorded_arrivals_go_along_and_the_store_s_time_ends_where_it_is_told()
    {
        var ended = await Run("replay", Log(30), "--arrivals", "recorded", "--until", "2025-11-14", "--json");

        Assert.Equal((ExitCodes.Ok, ""), (ended.Code, ended.Error));
        Assert.Equal(30, Assert.Single(ended.Json).GetProperty("appended").GetInt32());
        Assert.All(Cluster.System.All, record => Assert.Equal(Start.AddMinutes(int.Parse(record.Id[2..])), record.Arrival));
        Assert.Equal(new DateTimeOffset(2025, 11, 14, 0, 0, 0, TimeSpan.Zero), Cluster.System.Appends[^1].Request.Watermark);
    }

    [Fact]
    public async Task The_same_file_again_adds_nothing_and_says_why()
    {
        var path = Log(30);
        await Run("replay", path);

        var ended = await Run("replay", path);

        Assert.Equal(ExitCodes.Ok, ended.Code);
        Assert.StartsWith("0 appended, 30 in the log already", ended.Out, StringComparison.Ordinal);
        Assert.Contains("'replay day.jsonl'", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_twice_by_the_replay_itself_is_not_told_as_that_of_another_file()
    {
        var lost = 0;
        Cluster.System.After = _ => lost++ < 4 ? new TimeoutException("no answer") : null;

        var ended = await Run("replay", Log(30));

        Assert.Equal((ExitCodes.Ok, 30L), (ended.Code, Cluster.System.Appended));
        Assert.Contains("were sent again, since no silo answered the first time: they may be there by this very run.", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("A file with other events", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_a_table_become_events_by_a_mapping_and_a_bad_row_is_told_with_its_line()
    {
        Write("orders.csv", "order,customer,bought", "o-2,c-2,2025-11-11 10:00:00", "o-1,c-1,2025-11-11 09:00:00", "o-3,c-3,never");
        var mapping = Write("mapping.yaml",
            "events:", "  - type: order.seen", "    id: \"{order}\"", "    customer: customer", "    time: bought",
            "    properties:", "      order: { from: order }");

        var ended = await Run("replay", Path.Combine(Folder, "orders.csv"), "--mapping", mapping, "--arrivals", "recorded");

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("orders.csv:4: ", ended.Error, StringComparison.Ordinal);
        Assert.StartsWith("2 appended, 0 in the log already, 1 refused", ended.Out, StringComparison.Ordinal);
        Assert.Equal(["o-1", "o-2"], Cluster.System.All.OrderBy(record => record.Arrival).Select(record => record.Id));
        Assert.StartsWith("file orders.csv:4", Assert.Single(Cluster.System.DeadLetters).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_keeps_its_own_time_refuses_and_its_reason_is_shown()
    {
        Cluster.System.Before = _ => new LogTimeException("This store keeps its own time; replay with --arrivals now.");

        var ended = await Run("replay", Log(3), "--arrivals", "recorded");

        Assert.Equal((ExitCodes.Refused, "This store keeps its own time; replay with --arrivals now."), (ended.Code, ended.Error.TrimEnd()));
    }

    [Fact]
    public async Task A_recording_out_of_order_is_refused_with_the_event_that_is()
    {
        var ended = await Run("replay", Write("day.jsonl", Line(5), Line(4)), "--arrivals", "recorded");

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("'e-4'", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_log_refuses_is_told_with_its_line_and_counted_once()
    {
        Cluster.System.DeclareReviews();
        var review = Line(2).Replace("page.opened", "review.written", StringComparison.Ordinal);
        var later = Line(4).Replace("page.opened", "review.written", StringComparison.Ordinal);

        var ended = await Run("replay", Write("day.jsonl", Line(1), "", review, "nonsense", Line(3), later));

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.StartsWith("2 appended, 0 in the log already, 3 refused", ended.Out, StringComparison.Ordinal);
        Assert.Contains("file day.jsonl:3: missing-property: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("file day.jsonl:4: unreadable: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("file day.jsonl:6: missing-property: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("3 refused. See them all", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_refused_rows_the_first_are_told_and_the_rest_counted()
    {
        Cluster.System.DeclareReviews();
        var lines = Enumerable.Range(0, 25).Select(number => Line(number).Replace("page.opened", "review.written", StringComparison.Ordinal));

        var ended = await Run("replay", Write("day.jsonl", [.. lines]));

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Equal(
            Enumerable.Range(1, 20).Select(line => $"file day.jsonl:{line}"),
            ended.Error.Split('\n').Where(line => line.Contains("missing-property", StringComparison.Ordinal)).Select(line => line.Split(": ")[0]));
        Assert.Contains("... and 5 more. 25 refused.", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_of_a_table_that_the_log_refuses_is_told_with_its_line()
    {
        Cluster.System.DeclareReviews();
        Write("reviews.csv", "review,customer,at", "r-2,c-2,2025-11-11 10:00:00", "r-1,c-1,2025-11-11 09:00:00");
        var mapping = Write("mapping.yaml",
            "events:", "  - type: review.written", "    id: \"{review}\"", "    customer: customer", "    time: at");

        var ended = await Run("replay", Path.Combine(Folder, "reviews.csv"), "--mapping", mapping);

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("file reviews.csv:2: missing-property: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("file reviews.csv:3: missing-property: ", ended.Error, StringComparison.Ordinal);
        Assert.StartsWith("0 appended, 0 in the log already, 2 refused", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_needs_a_mapping()
    {
        var ended = await Run("replay", Folder);

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("is a folder; a folder needs --mapping", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_is_almost_a_well_known_one_is_noted_once()
    {
        var lines = Enumerable.Range(0, 3).Select(number => Line(number).Replace("page.opened", "cart.updatd", StringComparison.Ordinal));

        var ended = await Run("replay", Write("day.jsonl", [.. lines]));

        Assert.Equal((ExitCodes.Ok, "'cart.updatd' is taken as a custom type; did you mean 'cart.updated'?"), (ended.Code, ended.Error.TrimEnd()));
    }

    private static string Line(int minute) =>
        $$"""{"id":"e-{{minute}}","customer":"c-{{minute % 5}}","type":"page.opened","time":"2025-11-11T09:{{minute:00}}:00Z"}""";

    private string Log(int events) => Write("day.jsonl", [.. Enumerable.Range(0, events).Select(Line)]);
}
