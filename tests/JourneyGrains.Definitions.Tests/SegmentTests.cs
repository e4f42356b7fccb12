using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;

namespace JourneyGrains.Definitions.Tests;

public class SegmentTests
{
    private const string Lapsed = "segment: lapsed\nwhen: now - customer.lastOrderAt >= 30d\ndescription: No order for a month";

    [Fact]
    public void A_segment_file_gives_its_condition_and_what_it_is_for()
    {
        using var files = new DefinitionFiles().Add("vip.segment.yaml", "segment: vip\nwhen: customer.orders > 5").Add("lapsed.segment.yaml", Lapsed);
        var definitions = files.Load().Definitions!;

        Assert.Equal(["lapsed", "vip"], definitions.Segments.Select(segment => segment.Name));
        Assert.Equal(("now - customer.lastOrderAt >= 30d", "No order for a month"), (definitions.Segments[0].When.Source, definitions.Segments[0].Description));
        Assert.Null(definitions.Segment("vip")!.When.NextChange(new(CustomerState.New("c"), DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public void The_mark_changes_with_a_condition_and_not_with_what_it_is_for()
    {
        Assert.Equal(Mark(Lapsed), Mark(Lapsed + " and more"));
        Assert.NotEqual(Mark(Lapsed), Mark(Lapsed.Replace("30d", "31d", StringComparison.Ordinal)));
        using var none = new DefinitionFiles();
        Assert.Empty(none.Load().Definitions!.StandingMark);
    }

    [Theory]
    [InlineData("{ segment: lapsed }", RuntimeEvents.SegmentEntered)]
    [InlineData("{ segment: lapsed, on: entered }", RuntimeEvents.SegmentEntered)]
    [InlineData("{ segment: lapsed, on: left, when: event.segment == 'lapsed' }", RuntimeEvents.SegmentLeft)]
    [InlineData("{ segment: lapsed, by: api }", RuntimeEvents.SegmentEntered)]
    public void A_journey_is_entered_with_the_segment_or_as_it_is_left(string enter, string type)
    {
        using var files = WithJourney(enter);
        var entry = Assert.Single(files.Load().Definitions!.Journeys).Entry;

        Assert.Equal((type, "lapsed"), (entry.On, entry.Segment));
        Assert.Equal(enter.Contains("api", StringComparison.Ordinal), entry.Request is not null);
    }

    [Fact]
    public void Exits_and_waits_may_listen_to_segments()
    {
        using var files = WithJourney(
            "{ on: order.placed }", "exit: { on: segment.left, when: event.segment == 'lapsed' }\n", "[ { wait: { on: [segment.entered] } } ]");
        var journey = Assert.Single(files.Load().Definitions!.Journeys);

        Assert.Equal(RuntimeEvents.SegmentLeft, Assert.Single(journey.Exits).On);
        Assert.Equal(RuntimeEvents.SegmentEntered, Assert.IsType<WaitStep>(journey.Steps[0]).Arms[0].On);
    }

    [Theory]
    [InlineData("{ segment: laped }", 19, "There is no segment 'laped'", "lapsed")]
    [InlineData("{ segment: lapsed, on: out }", 31, "'on' is entered or left", null)]
    [InlineData("{ on: order.placed, when: \"'laped' in customer.segments\" }", 35, "There is no segment 'laped'", "lapsed")]
    [InlineData("{ segment: lapsed, when: event.name == 'lapsed' }", 33, "There is no field 'event.name' here", null)]
    public void A_name_that_no_segment_has_is_told(string enter, int column, string message, string? suggestion)
    {
        using var files = WithJourney(enter);
        var problem = files.Problem();

        Assert.Equal(("x.journey.yaml", 2, column, suggestion), (problem.File, problem.Line, problem.Column, problem.Suggestion));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("segment: Lapsed\nwhen: true", 1, "is no name")]
    [InlineData("segment: lapsed", 1, "'when' is missing in a segment")]
    [InlineData("segment: lapsed\nwhen: event.total > 1", 2, "There is no field 'event.total' here")]
    [InlineData("segment: lapsed\nwhen: (now - customer.lastOrderAt) / 1d > 30", 2, "cannot be told beforehand")]
    [InlineData("segment: lapsed\nwhen: '\"vip\" in customer.segments'", 2, "A segment is not made of segments")]
    [InlineData("segment: lapsed\nwhen: true\nenter: x", 3, "'enter' means nothing in a segment")]
    public void What_is_wrong_with_a_segment_is_told_once_and_not_where_it_is_named(string yaml, int line, string message)
    {
        using var files = WithJourney("{ segment: lapsed }", lapsed: yaml);
        var problem = files.Problem();

        Assert.Equal(("lapsed.segment.yaml", line), (problem.File, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_segments_than_a_customer_may_be_in_are_refused()
    {
        using var files = new DefinitionFiles();
        for (var number = 0; number <= CustomerLimits.SegmentsMax; number++)
        {
            files.Add($"s{number}.segment.yaml", $"segment: s{number}\nwhen: true");
        }

        Assert.Contains("There are 101 segments; 100 are the most.", files.Problem().Message, StringComparison.Ordinal);
    }

    private static string Mark(string yaml)
    {
        using var files = new DefinitionFiles().Add("lapsed.segment.yaml", yaml);
        return files.Load().Definitions!.StandingMark;
    }

    private static DefinitionFiles WithJourney(string enter, string more = "", string steps = "[]", string lapsed = Lapsed) =>
        DefinitionFiles.WithJourney($"journey: x\nenter: {enter}\n{more}steps: {steps}").Add("lapsed.segment.yaml", lapsed);
}
