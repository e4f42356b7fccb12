using System.Globalization;
using System.Text.Json;
using JourneyGrains.Simulation.Commands;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Tests.Commands;

/// <summary>What arrives or is launched after --until is left out, and what reaches nobody is told.</summary>
public sealed class HorizonTests : ProgramTests
{
    private const string Noon = "2025-11-11T12:00:00Z";

    [Fact]
    public void A_simulation_until_a_moment_is_that_of_the_events_that_arrived_by_then()
    {
        var day = Generate();
        var (early, late) = Split(day);
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", early, "--until", Noon));
        var expected = output.ToString();
        output.GetStringBuilder().Clear();

        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", day, "--until", Noon));
        Assert.Equal(expected + $"Left out: {late} events that arrived after --until, 2025-11-11T12:00:00Z.\n", output.ToString().ReplaceLineEndings("\n"));
        Assert.DoesNotContain("Left out", expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_out_of_order_is_cut_at_the_same_moment()
    {
        var day = Generate();
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", day, "--until", Noon));
        var expected = output.ToString();
        output.GetStringBuilder().Clear();
        var turned = folder.Write("turned.jsonl", string.Join('\n', File.ReadAllLines(day).Reverse()) + "\n");
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", turned, "--until", Noon));
        Assert.Equal(expected.Split('\n')[0], output.ToString().Split('\n')[0]);
        Assert.Equal(expected.Split('\n')[^2], output.ToString().Split('\n')[^2]);
    }

    [Fact]
    public void A_launch_after_the_end_does_not_run_and_one_at_it_does()
    {
        var day = Generate();
        string[] simulate = ["--journeys", Samples.Folder, "--events", day, "--until", Noon, "--json", "--launch"];
        Assert.Equal(ExitCodes.Done, Run([.. simulate, "flash-sale@2025-11-11T12:00:01Z"]));
        Assert.Equal(0, Launched());
        Assert.Contains("Not launched: flash-sale@2025-11-11T12:00:01Z, which is after --until, 2025-11-11T12:00:00Z.", error.ToString(), StringComparison.Ordinal);

        Assert.NotEqual(ExitCodes.Done, Run([.. simulate, "flash-sail@2025-11-11T12:00:01Z"]));
        Assert.Contains("There is no campaign 'flash-sail'; there are: flash-sale.", error.ToString(), StringComparison.Ordinal);

        output.GetStringBuilder().Clear();
        error.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, Run([.. simulate, $"flash-sale@{Noon}"]));
        Assert.True(Launched() > 0, output.ToString());
        Assert.DoesNotContain("Not launched", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reached nobody: flash-sale/last-call@2020-01-01T00:00:00Z. Nobody is known before the first event of the recording, 2025-11-11T", "2025-11-20")]
    [InlineData("Reached nobody: flash-sale/last-call@2020-01-01T00:00:00Z. There is no event, and so no customer.", "2021-01-01")]
    public void A_launch_before_the_recording_is_told_to_have_reached_nobody(string expected, string until)
    {
        var launch = new[] { "--launch", "flash-sale/last-call@2020-01-01", "--until", until };
        Assert.Equal(ExitCodes.Done, Run(["--journeys", Samples.Folder, "--events", Generate(), .. launch]));
        Assert.Contains(expected, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_back_test_until_a_moment_leaves_out_what_came_later_on_both_sides()
    {
        var day = Generate();
        var (early, late) = Split(day);
        var sides = new[] { "back-test", "--before", Samples.Folder, "--after", Samples.Folder, "--until", Noon, "--events" };
        Assert.Equal(ExitCodes.Done, Run([.. sides, early]));
        var expected = output.ToString();
        output.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, Run([.. sides, day]));
        Assert.StartsWith(expected, output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Left out: {late} events", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_life_is_told_no_further_than_the_moment_asked_for()
    {
        var day = Generate();
        var lines = JsonLines.Read(day, _ => { }).Where(one => one.Event.CustomerId == "c-00007").Select(one => one.Arrival).ToList();
        var (first, last) = (lines.Min(), lines.Max());
        Assert.True(first < last);
        string[] explain = ["explain", "--journeys", Samples.Folder, "--events", day, "--customer", "c-00007", "--until"];
        var until = last.AddSeconds(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        Assert.Equal(ExitCodes.Done, Run([.. explain, until]));
        Assert.DoesNotContain(last.ToString("HH:mm:ss", CultureInfo.InvariantCulture), Told(), StringComparison.Ordinal);
        Assert.Contains($"Told up to {until}, the moment of --until.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(" that arrived after --until", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, Run([.. explain, "2020-01-01"]));
        Assert.Contains("no event of customer 'c-00007' up to the moment of --until", error.ToString(), StringComparison.Ordinal);

        string Told() => output.ToString()[..output.ToString().IndexOf("Told up to", StringComparison.Ordinal)];
    }

    [Fact]
    public void A_message_that_is_held_is_among_what_is_told_of_a_life()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "j/templates"));
        folder.Write("j/night.journey.yaml", """
            journey: night
            enter: { on: cart.updated }
            steps:
              - send: { template: note, channel: email, purpose: survey, expires: 2d }
            """);
        folder.Write("j/brand.yaml", "purposes:\n  - { name: survey, consent: false, transactional: false }\n");
        folder.Write("j/sending.yaml", "quietHours:\n  - { from: \"08:00\", to: \"20:00\" }\n");
        folder.Write("j/templates/note.en.hbs", "subject: Note\n---\nGood night.\n");
        var events = folder.Write(
            "night.jsonl",
            """{"id":"e-1","customer":"c-1","type":"customer.identified","time":"2025-11-11T09:00:00Z","properties":{"email":"a@example.org"}}""" + "\n"
                + """{"id":"e-2","customer":"c-1","type":"cart.updated","time":"2025-11-11T09:30:00Z","properties":{"cartId":"k","value":30}}""" + "\n");
        Assert.Equal(ExitCodes.Done, Run("explain", "--journeys", Path.Combine(folder.Path, "j"), "--events", events, "--customer", "c-1"));
        Assert.Contains("1 held back", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("note of night is held back until 2025-11-1", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A rehearsal has 1 to 400 days; -1 were asked for.", "--days", "-1")]
    [InlineData("outside of the rehearsal, which is from 2025-11-11T00:00:00Z to 2025-11-14T00:00:00Z", "--days", "3", "--launch", "flash-sale@2020-01-01")]
    [InlineData("outside of the rehearsal", "--days", "3", "--launch", "flash-sale@2030-01-01")]
    [InlineData("outside of the rehearsal", "--days", "3", "--until", "2025-11-12", "--launch", "flash-sale@2025-11-13")]
    [InlineData("The rehearsal would end at 2020-01-01T00:00:00Z", "--until", "2020-01-01")]
    [InlineData("The rehearsal would end at 9999-01-01T00:00:00Z", "--until", "9999-01-01")]
    [InlineData("--from: '2025-13-01' is not a date; write it like 2025-11-11.", "--from", "2025-13-01")]
    public void A_rehearsal_that_cannot_be_is_refused_with_its_reason(string expected, params string[] arguments)
    {
        Assert.Equal(ExitCodes.Usage, Run(["rehearse", "--journeys", Samples.Folder, "--customers", "10", .. arguments]));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rehearsal_until_a_moment_makes_no_events_after_it()
    {
        string[] festival = ["rehearse", "--journeys", Samples.Folder, "--customers", "50", "--days", "6", "--json"];
        Assert.Equal(ExitCodes.Done, Run(festival));
        var all = Events();
        output.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, Run([.. festival, "--until", "2025-11-13T00:00:00Z"]));
        Assert.InRange(Events(), 1, all - 1);
    }

    [Theory]
    [InlineData("has 0 weights: under a first line of heads", "time,weight\n")]
    [InlineData("all weights are 0", "time,weight\n2025-11-11T00:00,0\n")]
    [InlineData("curve.csv:3: 'many' is not a weight", "time,weight\na,1\nb,many\n")]
    public void A_curve_that_cannot_be_read_is_told_with_what_to_write(string expected, string content)
    {
        var curve = folder.Write("curve.csv", content);
        Assert.Equal(ExitCodes.Usage, Run("rehearse", "--journeys", Samples.Folder, "--customers", "10", "--curve", curve));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--customers is 1 to 1000000.", "day.jsonl", "--customers", "0")]
    [InlineData("--date: '11.11.2025' is not a date; write it like 2025-11-11.", "day.jsonl", "--date", "11.11.2025")]
    [InlineData("cannot be written. Name a file in a folder that is there", "nowhere/day.jsonl")]
    public void A_day_that_cannot_be_made_is_told(string expected, string file, params string[] arguments)
    {
        Assert.Equal(ExitCodes.Usage, Run(["generate-day", "--out", Path.Combine(folder.Path, file), .. arguments]));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_launch_where_no_campaign_is_defined_is_told_so()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "j"));
        folder.Write("j/one.journey.yaml", "journey: one\nenter: { on: cart.updated }\nsteps:\n  - wait: 5m\n");
        var journeys = Path.Combine(folder.Path, "j");
        Assert.Equal(ExitCodes.Usage, Run("--journeys", journeys, "--events", Generate(), "--launch", "summer@2025-11-11"));
        Assert.Contains("There is no campaign 'summer'; the definitions have none.", error.ToString(), StringComparison.Ordinal);
    }

    private (string Early, int Late) Split(string day)
    {
        var noon = DateTimeOffset.Parse(Noon, CultureInfo.InvariantCulture);
        var arrivals = JsonLines.Read(day, _ => { }).Select(one => one.Arrival).ToList();
        var early = arrivals.Count(arrival => arrival <= noon);
        Assert.InRange(early, 1, arrivals.Count - 1);
        return (folder.Write("early.jsonl", string.Join('\n', File.ReadAllLines(day)[..early]) + "\n"), arrivals.Count - early);
    }

    private int Launched()
    {
        using var json = JsonDocument.Parse(output.ToString());
        return json.RootElement.GetProperty("totals").EnumerateObject().Count(total => total.Name.StartsWith("flash-sale/", StringComparison.Ordinal));
    }

    private int Events()
    {
        using var json = JsonDocument.Parse(output.ToString());
        return json.RootElement.GetProperty("events").GetInt32();
    }
}
