using System.CommandLine;
using System.Text.Json;
using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Commands;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Pages;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.ShoppingDays;
using JourneyGrains.Simulation.StateDiffs;
using JourneyGrains.Simulation.Tests.Commands;

namespace JourneyGrains.Simulation.Tests.StateDiffs;

/// <summary>Who of those under way would notice other definitions.</summary>
public sealed class StateDiffTests : StateDiffing
{
    private const string Migrate = "\nmigrate: { from: all }\n";

    [Fact]
    public void The_same_definitions_change_nothing_for_anybody()
    {
        var states = States(ShoppingDay.Generate(new() { Customers = 200, Events = 2_000 }), until: 700);
        var (found, _) = Run(Samples.Journeys, states);
        Assert.Equal((states.Length, 0), (found.Read, found.Differ));
        Assert.True(found is { InFlight: > 0, MessagesBefore: > 0 });
        Assert.Equal(found.MessagesBefore, found.Journeys.Values.Sum(journey => journey.Same));
    }

    [Fact]
    public void Who_is_under_way_stays_with_the_version_they_began_with()
    {
        var (found, _) = Run(Changed((Cart, "for: 45m", "for: 15m")), Waiting());
        Assert.Equal((1, 0, 1), (found.InFlight, found.Differ, found.Journeys["cart-recovery"].Of(RunFate.Stays)));
        Assert.Equal(1, found.Journeys["cart-recovery"].Same);
    }

    [Fact]
    public void A_mapping_brings_the_reminder_earlier()
    {
        var (found, differences) = Run(Changed((Cart, "for: 45m", "for: 15m"), (Cart, "steps:", Migrate + "steps:")), Waiting());
        var moved = Assert.Single(differences);
        Assert.Equal((DifferenceKind.Moved, "cart-1", Day.At(55), Day.At(25)), (moved.Kind, moved.Key, moved.Before!.At, moved.After!.At));
        var cart = found.Journeys["cart-recovery"];
        Assert.Equal((1, 0, 1), (cart.Of("earlier"), cart.Of("later"), cart.Of(RunFate.Moves)));
        Assert.Contains("sends cart-first earlier, at 2025-11-11T00:25:00Z and not 2025-11-11T00:55:00Z", StateDiffText.Write(found), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_to_exit_loses_the_reminder_and_says_why()
    {
        var (found, differences) = Run(Changed((Cart, "for: 45m", "for: 15m"), (Cart, "steps:", "migrate: { from: all, steps: { \"0\": exit } }\nsteps:")), Waiting());
        var lost = Assert.Single(differences);
        Assert.Equal(DifferenceKind.Lost, lost.Kind);
        Assert.Matches("Ended: version [0-9a-f]{12} takes runs of [0-9a-f]{12} out at step '0'", lost.Why);
        Assert.Equal(1, found.Journeys["cart-recovery"].Of(RunFate.Ends));
    }

    [Fact]
    public void A_message_that_no_channel_carries_any_more_is_explained_by_that_and_not_by_the_end_of_its_run()
    {
        var (found, differences) = Run(Changed(("brand.yaml", "  - { name: email, address: email }\n", "")), Waiting());
        var lost = Assert.Single(differences);
        Assert.Equal((DifferenceKind.Lost, "cart-first not sent: no address for push; no address for sms."), (lost.Kind, lost.Why));
        Assert.DoesNotContain("Came to its end", StateDiffText.Write(found), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journey_that_one_side_does_not_have_is_told_as_that()
    {
        var after = ChangedFolder();
        File.WriteAllText(Path.Combine(after, "noon.journey.yaml"), """
            journey: noon
            enter: { schedule: { at: '12:00' } }
            steps: [ { send: { template: welcome, purpose: marketing } } ]
            """);
        var (found, differences) = Run(Samples.Load(after), Waiting(), until: 1_440);
        Assert.Equal((DifferenceKind.Gained, "noon"), (Assert.Single(differences).Kind, differences[0].Origin));
        Assert.Equal(("noon", "there is no such journey before"), (found.Reasons.Single().Origin, found.Reasons.Single().Reason));
    }

    [Fact]
    public void Wording_changes_for_all_and_what_is_beyond_the_horizon_is_not_looked_at()
    {
        var after = Changed((Path.Combine("templates", "cart-first.en.hbs"), "subject: ", "subject: Now, "));
        Assert.Equal(DifferenceKind.Changed, Assert.Single(Run(after, Waiting()).Differences).Kind);
        Assert.Empty(Run(after, Waiting(), until: 50).Differences);
    }

    [Fact]
    public void Sums_and_differences_are_the_same_for_any_number_of_threads()
    {
        var states = States(ShoppingDay.Generate(new() { Customers = 700, Events = 7_000 }), until: 700);
        var after = Changed((Cart, "for: 45m", "for: 90m"), (Cart, "steps:", Migrate + "steps:"));
        var outcomes = new[] { 1, 3 }.Select(threads =>
        {
            var (found, differences) = Run(after, states, threads: threads);
            return (Json: StateDiffJson.Write([], found, ReportJson.Readable), Page: StateDiffPage.Of([], found), Lines: differences.Select(one => one.ToString()));
        }).ToArray();
        Assert.Equal(outcomes[0].Json, outcomes[1].Json);
        Assert.Equal(outcomes[0].Page, outcomes[1].Page);
        Assert.Equal(outcomes[0].Lines, outcomes[1].Lines);
        Assert.NotEmpty(outcomes[0].Lines);
        Assert.DoesNotMatch("<(script|link|img|iframe)|(src|href)=|url\\(|https?://", outcomes[0].Page);
    }

    [Fact]
    public void The_command_compares_what_is_published_with_a_folder_for_the_customers_of_an_exported_log()
    {
        Export(Waiting());
        var after = ChangedFolder((Cart, "for: 45m", "for: 15m"), (Cart, "steps:", Migrate + "steps:"));
        var target = folder.Path + "/out";

        Assert.Equal((ExitCodes.Done, ""), (Run("diff", after, "--state", folder.Path + "/log", "--out", target, "--json"), $"{error}"));
        var lines = $"{output}".Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(("c-1", "moved"), (lines[0].GetProperty("customer").GetString(), lines[0].GetProperty("difference").GetString()));
        Assert.Equal(1, lines[^1].GetProperty("journeys").GetProperty("cart-recovery").GetProperty("messages").GetProperty("earlier").GetInt32());
        Assert.Contains(
            lines[^1].GetProperty("changes").EnumerateArray(),
            change => change.GetProperty("part").GetString() == "step 0" && change.GetProperty("after").GetString()!.Contains("for 15m", StringComparison.Ordinal));
        Assert.Single(File.ReadAllLines(target + "/differences.jsonl"));
        var run = JsonDocument.Parse(Assert.Single(File.ReadAllLines(target + "/runs.jsonl"))).RootElement;
        Assert.Equal(
            ("c-1", "cart-recovery", "cart-1", "moves", "0"),
            (Text("customer"), Text("journey"), Text("key"), Text("run"), Text("step")));
        Assert.Contains("What would change", File.ReadAllText(target + "/report.html"), StringComparison.Ordinal);
        Assert.Contains("\"customersWhoDiffer\": 1", File.ReadAllText(target + "/diff.json"), StringComparison.Ordinal);

        string? Text(string name) => run.GetProperty(name).GetString();
    }

    [Fact]
    public void A_migration_that_names_what_no_published_version_has_is_told_with_what_there_is()
    {
        Export(Waiting());
        var version = Samples.Journeys.Definitions!.Journey("cart-recovery")!.Version;
        const string Steps = "migrate: [ { from: deadbeef0000 }, { from: all, steps: { first-wait: \"0\" } } ]\nsteps:";
        var after = ChangedFolder((Cart, "for: 45m", "for: 15m"), (Cart, "steps:", Steps));

        Assert.Equal(ExitCodes.Done, Run("diff", after, "--state", folder.Path + "/log", "--json"));
        Assert.Contains($"Note: journey cart-recovery: 'migrate' from deadbeef0000 moves nobody: there is no such version. Known: {version}.", $"{error}", StringComparison.Ordinal);
        Assert.Contains("'migrate' from all moves nobody from step 'first-wait': no older version", $"{error}", StringComparison.Ordinal);
        var last = $"{output}".Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Equal(2, JsonDocument.Parse(last).RootElement.GetProperty("notes").GetArrayLength());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_states_are_read_from_is_closed_in_the_end_whatever_comes_of_it(bool readable)
    {
        var (closed, read) = (0, 0);
        IEnumerable<CustomerState> Read()
        {
            Assert.Equal(0, closed);
            read++;
            return readable ? Waiting() : throw new IOException("It went away.");
        }

        var source = new StateSource(EditionHistory.None, new Dictionary<int, LoadedDefinitions>(), Day.At(20), Read) { Close = () => closed++ };
        var command = SimulationCommands.CreateDiff(output, error, new Option<bool>("--json"), "some", (_, _) => source);
        var code = command.Parse([Samples.Folder, ChangedFolder(), "--state", "there"]).Invoke();

        Assert.Equal((readable ? ExitCodes.Done : ExitCodes.Usage, 1, 1), (code, closed, read));
    }

    [Fact]
    public void Without_states_the_command_tells_what_the_definitions_have_otherwise()
    {
        Assert.Equal(ExitCodes.Done, Run("diff", Samples.Folder, ChangedFolder((Cart, "for: 45m", "for: 15m"))));
        Assert.Contains("journey cart-recovery", $"{output}", StringComparison.Ordinal);
        Assert.Contains("changed  step 0: wait: for 45m", $"{output}", StringComparison.Ordinal);

        var alike = ChangedFolder((Cart, "# abandoned = quiet for 45 minutes", "# quiet"));
        output.GetStringBuilder().Clear();
        Assert.Equal((ExitCodes.Done, "The definitions mean the same."), (Run("diff", Samples.Folder, alike), $"{output}".Trim()));
        Assert.Equal(ExitCodes.Usage, Run("diff", Samples.Folder));
        Assert.Equal(ExitCodes.Usage, Run("diff", alike, "--state", Samples.Folder));
        Assert.Contains("holds no customers", $"{error}", StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, Run("diff", alike, "--state", Path.Combine(folder.Path, "absent.db")));
        Assert.Contains("absent.db'. --state: Where customers stand", $"{error}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--threads is at least 1.", "--threads", "0")]
    [InlineData("--days is 1 to 3650.", "--days", "0")]
    [InlineData("--days is 1 to 3650.", "--days", "3651")]
    [InlineData("'noon' is not a time; write it like 2025-11-11T21:00:00Z.", "--from", "noon")]
    public void An_option_that_cannot_be_meant_is_refused_before_anything_is_read(string told, string option, string value)
    {
        Assert.Equal(ExitCodes.Usage, Run("diff", "nowhere", "--state", "nowhere", option, value));
        Assert.Contains(told, $"{error}", StringComparison.Ordinal);
    }

    private void Export(CustomerState[] states)
    {
        var log = Directory.CreateDirectory(folder.Path + "/log").FullName;
        File.WriteAllText(Path.Combine(log, LogFolder.EventsFile), "");
        using (var file = File.Create(Path.Combine(log, LogFolder.LivesFile)))
        {
            Array.ForEach(states, state => LogFolder.Write(file, new(state with { Edition = 1 }, [])));
        }

        Samples.Journeys.Files!.WriteTo(LogFolder.EditionFolder(log, 1));
        var definitions = Samples.Journeys.Definitions!;
        LogFolder.Finish(log, 4, definitions.Digest, [Edition.Of(1, definitions, Day.Midnight)]);
    }
}
