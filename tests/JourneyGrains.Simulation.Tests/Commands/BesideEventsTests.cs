using System.Text.Json;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Commands;
using JourneyGrains.Simulation.Lives;

namespace JourneyGrains.Simulation.Tests.Commands;

/// <summary>What an exported log has beside its events is taken with them.</summary>
public sealed class BesideEventsTests : ProgramTests
{
    private const string Told = "Taken with the events, from lives.jsonl: 1 entry by call, 2 waves for 2 customers, 3 consents by call.";

    private static readonly Input[][] Journals =
    [
        [new WaveInput("flash-sale", "last-call"), Consent("k-1"), new DefinitionsInput(2, 1)],
        [new WaveInput("flash-sale", "last-call"), new WaveInput("flash-sale", "other"), Consent("k-2"), Consent("k-3"), new EnterCommand("k-4", "welcome", Value.Null)],
        [RenewInput.Now],
    ];

    [Fact]
    public void A_simulation_of_an_exported_log_says_what_it_took_beside_the_events()
    {
        var events = Export();
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", events));
        Assert.Contains(Told, $"{error}", StringComparison.Ordinal);

        output.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", events, "--json"));
        Assert.Equal("""{"entries":1,"waves":2,"waveCustomers":2,"consents":3}""", Beside());
    }

    [Fact]
    public void A_back_test_says_it_as_well()
    {
        Assert.Equal(ExitCodes.Done, Run("back-test", "--before", Samples.Folder, "--after", Samples.Folder, "--events", Export(), "--json"));
        Assert.Contains(Told, $"{error}", StringComparison.Ordinal);
        Assert.Equal("""{"entries":1,"waves":2,"waveCustomers":2,"consents":3}""", Beside());
    }

    [Fact]
    public void A_wave_that_is_launched_and_what_came_after_until_are_not_taken()
    {
        var events = Export();
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", events, "--launch", "flash-sale/last-call@2025-11-11T12:00:00Z"));
        Assert.Contains("1 wave for 1 customer, 3 consents by call", $"{error}", StringComparison.Ordinal);

        error.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", events, "--until", "2025-11-11T00:00:00Z"));
        Assert.DoesNotContain("Taken with", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_takes_those_of_its_customer()
    {
        Assert.Equal(ExitCodes.Done, Run("explain", "--journeys", Samples.Folder, "--events", Export(), "--customer", "c-00003"));
        Assert.Contains("from lives.jsonl: 1 wave for 1 customer, 1 consent by call.", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public void Journals_that_cannot_be_read_keep_nobody_from_simulating()
    {
        var events = Export();
        File.AppendAllText(Path.Combine(Path.GetDirectoryName(events)!, LogFolder.LivesFile), "x\n");
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", events));
        Assert.Contains("What came beside the events is not taken: lives.jsonl:4:", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_that_is_no_export_has_nothing_beside_it()
    {
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", Generate(), "--json"));
        Assert.False(JsonDocument.Parse($"{output}").RootElement.TryGetProperty("besideEvents", out _));
        Assert.DoesNotContain("Taken with", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_wave_reaches_those_whom_it_reached_and_a_consent_by_call_counts_for_a_customer_without_events()
    {
        var events = SmallExport();
        var target = Path.Combine(folder.Path, "taken");
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", events, "--out", target));

        var messages = File.ReadAllLines(Path.Combine(target, "messages.jsonl")).Where(line => line.Contains("last-call", StringComparison.Ordinal)).ToArray();
        Assert.Contains("\"ann\"", Assert.Single(messages), StringComparison.Ordinal);
        Assert.Contains("consent.changed k-2", File.ReadAllText(Path.Combine(target, "transcript.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_back_test_says_that_a_wave_of_before_is_not_there_after()
    {
        var after = Path.Combine(folder.Path, "after");
        Samples.CopyTo(after, (_, content) => content);
        File.Delete(Path.Combine(after, "flash-sale.campaign.yaml"));
        Assert.Equal(ExitCodes.Done, Run("back-test", "--before", Samples.Folder, "--after", after, "--events", SmallExport()));
        Assert.Contains("lost    flash-sale/last-call: there is no such wave after", $"{output}", StringComparison.Ordinal);
    }

    private string SmallExport()
    {
        var log = Directory.CreateDirectory(Path.Combine(folder.Path, "small")).FullName;
        var events = Path.Combine(log, LogFolder.EventsFile);
        File.WriteAllText(events, """
            {"id":"e-1","customer":"ann","type":"customer.identified","time":"2025-11-11T10:00:00Z","properties":{"email":"ann@example.org"}}
            {"id":"e-2","customer":"ann","type":"product.viewed","time":"2025-11-11T10:01:00Z","properties":{"productId":"p-1"}}
            {"id":"e-3","customer":"bob","type":"customer.identified","time":"2025-11-11T10:00:00Z","properties":{"email":"bob@example.org"}}
            {"id":"e-4","customer":"bob","type":"product.viewed","time":"2025-11-11T10:01:00Z","properties":{"productId":"p-1"}}

            """);
        using (var file = File.Create(Path.Combine(log, LogFolder.LivesFile)))
        {
            Write(file, "ann", ("2025-11-11T11:00:00Z", Consent("k-1")), ("2025-11-11T12:00:00Z", new WaveInput("flash-sale", "last-call")));
            Write(file, "new", ("2025-11-11T13:00:00Z", Consent("k-2")));
        }

        return events;
    }

    private static void Write(Stream file, string id, params (string At, Input Input)[] journal) => LogFolder.Write(
        file,
        new(CustomerState.New(id), [.. journal.Select(row => new RecordedInput(Moment(row.At), -1, new(row.Input, null)))]));

    private static DateTimeOffset Moment(string text) => Moments.TryParse(text, out var moment) ? moment : throw new FormatException(text);

    private static ConsentCommand Consent(string id) => new(id, "email", "marketing", true, null);

    private string? Beside() => JsonSerializer.Serialize(JsonDocument.Parse($"{output}").RootElement.GetProperty("besideEvents"));

    private string Export()
    {
        var log = Directory.CreateDirectory(Path.Combine(folder.Path, "log")).FullName;
        File.Copy(Generate(), Path.Combine(log, LogFolder.EventsFile));
        using var file = File.Create(Path.Combine(log, LogFolder.LivesFile));
        foreach (var (journal, number) in Journals.Select((journal, at) => (journal, at + 3)))
        {
            var state = CustomerState.New($"c-{number:00000}");
            LogFolder.Write(file, new(state, [.. journal.Select(input => new RecordedInput(Day.At(60), -1, new(input, null)))]));
        }

        return Path.Combine(log, LogFolder.EventsFile);
    }
}
