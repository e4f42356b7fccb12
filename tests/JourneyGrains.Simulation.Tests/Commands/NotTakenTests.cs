using System.Text.Json;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Commands;
using JourneyGrains.Simulation.Lives;

namespace JourneyGrains.Simulation.Tests.Commands;

/// <summary>What an exported log has beside its events is not in a simulation of the events, which is said.</summary>
public sealed class NotTakenTests : ProgramTests
{
    private const string Told =
        "Not taken, as it is in lives.jsonl and not among the events: 1 entry by call, 2 waves for 2 customers, 3 consents by call. --launch launches waves.";

    private static readonly Input[][] Journals =
    [
        [new WaveInput("flash-sale", "last-call"), Consent("k-1"), new DefinitionsInput(2, 1)],
        [new WaveInput("flash-sale", "last-call"), new WaveInput("flash-sale", "other"), Consent("k-2"), Consent("k-3"), new EnterCommand("k-4", "welcome", Value.Null)],
        [RenewInput.Now],
    ];

    [Fact]
    public void A_simulation_of_an_exported_log_counts_what_it_did_not_take()
    {
        var events = Export();
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", events));
        Assert.Contains(Told, $"{error}", StringComparison.Ordinal);

        output.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", events, "--json"));
        Assert.Equal("""{"entries":1,"waves":2,"waveCustomers":2,"consents":3}""", Missing());
    }

    [Fact]
    public void A_back_test_counts_them_as_well()
    {
        Assert.Equal(ExitCodes.Done, Run("back-test", "--before", Samples.Folder, "--after", Samples.Folder, "--events", Export(), "--json"));
        Assert.Contains(Told, $"{error}", StringComparison.Ordinal);
        Assert.Equal("""{"entries":1,"waves":2,"waveCustomers":2,"consents":3}""", Missing());
    }

    [Fact]
    public void A_wave_that_is_launched_and_what_came_after_until_are_not_missing()
    {
        var events = Export();
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", events, "--launch", "flash-sale/last-call@2025-11-11T12:00:00Z"));
        Assert.Contains("1 wave for 1 customer, 3 consents by call", $"{error}", StringComparison.Ordinal);

        error.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", events, "--until", "2025-11-11T00:00:00Z"));
        Assert.DoesNotContain("Not taken", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_counts_those_of_its_customer()
    {
        Assert.Equal(ExitCodes.Done, Run("explain", "--journeys", Samples.Folder, "--events", Export(), "--customer", "c-00003"));
        Assert.Contains("not among the events: 1 wave for 1 customer, 1 consent by call.", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public void Journals_that_cannot_be_read_keep_nobody_from_simulating()
    {
        var events = Export();
        File.AppendAllText(Path.Combine(Path.GetDirectoryName(events)!, LogFolder.LivesFile), "x\n");
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", events));
        Assert.Contains("What came beside the events cannot be counted: lives.jsonl:4:", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_that_is_no_export_lacks_nothing()
    {
        Assert.Equal(ExitCodes.Done, Run("--journeys", Samples.Folder, "--events", Generate(), "--json"));
        Assert.False(JsonDocument.Parse($"{output}").RootElement.TryGetProperty("notTaken", out _));
        Assert.DoesNotContain("Not taken", $"{error}", StringComparison.Ordinal);
    }

    private static ConsentCommand Consent(string id) => new(id, "email", "marketing", true, null);

    private string? Missing() => JsonSerializer.Serialize(JsonDocument.Parse($"{output}").RootElement.GetProperty("notTaken"));

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
