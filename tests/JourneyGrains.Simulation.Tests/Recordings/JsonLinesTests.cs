using System.IO.Compression;
using System.Text;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Tests.Recordings;

public class JsonLinesTests
{
    private const string Good =
        """{"id":"e-1","customer":"c-1","type":"order.placed","time":"2025-11-11T09:30:00Z","properties":{"orderId":"o-1"}}""";

    [Fact]
    public void A_line_without_an_arrival_arrives_when_it_happened()
    {
        var recorded = Assert.Single(Read(Good).Events);
        Assert.Equal("e-1", recorded.Event.Id);
        Assert.Equal(recorded.Event.Time, recorded.Arrival);
    }

    [Fact]
    public void A_recorded_arrival_counts()
    {
        var recorded = Assert.Single(
            Read(Good.Replace("{\"id\"", "{\"arrival\":\"2025-11-11T10:00:00Z\",\"id\"", StringComparison.Ordinal)).Events);
        Assert.Equal(new DateTimeOffset(2025, 11, 11, 10, 0, 0, TimeSpan.Zero), recorded.Arrival);
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        var written = Read(Good).Events[0] with { Arrival = new DateTimeOffset(2025, 11, 12, 0, 0, 0, 1, TimeSpan.Zero) };
        using var stream = new MemoryStream();
        JsonLines.Write(stream, written);
        Assert.Equal(written, Assert.Single(Read(stream.ToArray()).Events));
    }

    [Fact]
    public void Bad_lines_are_reported_with_their_number_and_the_rest_is_read()
    {
        var (events, bad) = Read(string.Join('\n', Good, "{not json", "", "[1]", Good[..^1] + ",\"extra\":1}", Good));
        Assert.Equal([1L, 6L], events.Select(one => one.Line));
        Assert.Equal([2L, 4L, 5L], bad.Select(one => one.Line));
        Assert.All(bad, one => Assert.StartsWith("Not an event: ", one.Reason, StringComparison.Ordinal));
        Assert.Equal("{not json", Encoding.UTF8.GetString(bad[0].Excerpt));
    }

    [Fact]
    public void A_line_that_is_not_utf8_is_reported_and_the_rest_is_read()
    {
        var (events, bad) = Read([.. Encoding.UTF8.GetBytes(Good[..40]), 0xC3, 0x28, .. Encoding.UTF8.GetBytes(Good[40..] + "\n" + Good)]);
        Assert.Equal(2, Assert.Single(events).Line);
        Assert.Equal("The line is not valid UTF-8.", Assert.Single(bad).Reason);
    }

    [Fact]
    public void A_line_of_ten_megabytes_is_reported_by_its_length_and_not_kept()
    {
        var huge = Good.Replace("o-1", new string('x', 10_000_000), StringComparison.Ordinal);
        var (events, bad) = Read($"{Good}\n{huge}\r\n{Good}\r\n");
        Assert.Equal([1L, 3L], events.Select(one => one.Line));
        var line = Assert.Single(bad);
        Assert.Equal($"The line has {huge.Length + 1} bytes; 262144 are allowed. Send a reference instead of the content.", line.Reason);
        Assert.Equal(BadLine.ExcerptBytesMax, line.Excerpt.Length);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_line_of_the_greatest_length_is_read_and_one_byte_more_is_not(int more, int read)
    {
        var padding = new string(' ', JsonLines.LineBytesMax - Good.Length + more);
        Assert.Equal(read, Read(Good + padding).Events.Count);
    }

    [Fact]
    public void Compressed_files_are_read_and_bad_lines_name_the_file()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "day.jsonl.gz");
        using (var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes("\uFEFF" + Good + "\nbad\n"));
        }

        var bad = new List<BadLine>();
        Assert.Single(Recording.Read(path, null, bad.Add));
        Assert.StartsWith("day.jsonl.gz:2: Not an event", Assert.Single(bad).ToString(), StringComparison.Ordinal);
    }

    private static (List<RecordedEvent> Events, List<BadLine> Bad) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static (List<RecordedEvent> Events, List<BadLine> Bad) Read(byte[] bytes)
    {
        var bad = new List<BadLine>();
        using var stream = new MemoryStream(bytes);
        return (JsonLines.Read(stream, bad.Add).ToList(), bad);
    }
}
