using System.CommandLine;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Differences;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Pages;
using JourneyGrains.Simulation.StateDiffs;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Commands;

/// <summary>diff: what two sets of definitions have otherwise, and which customers in flight would notice.</summary>
/// <param name="open">Other sources of states than an exported log, by what --state says; null where it is none.</param>
internal sealed class DiffCommand(TextWriter output, TextWriter error, Option<bool> json, Func<ParseResult, string, StateSource?>? open)
{
    /// <summary>What --state may name where there is neither a store nor a cluster.</summary>
    public const string LogOnly = "Where customers stand: a folder that 'journeygrains log export' wrote.";

    private const int DaysDefault = 30;
    private const int DaysMax = 3_650;

    private readonly Argument<string[]> folders = new("folders")
    {
        Description = "The folder of the definitions as they are, and that of the definitions as they might be. With --state the first may be left out: what is published.",
        HelpName = "old> <new",
        Arity = new(1, 2),
    };

    private readonly Option<string?> state = new("--state") { HelpName = "where" };
    private readonly Option<int> days = new("--days")
    {
        Description = "How many days customers are lived on.",
        HelpName = "n",
        DefaultValueFactory = _ => DaysDefault,
    };

    private readonly Option<DateTimeOffset?> from =
        RunOptions.Time("--from", "The moment of the publication. [default: the store's time, or the latest moment of any customer]");
    private readonly Option<int> threads = RunOptions.Threads("Customers lived on at once.");

    private readonly Option<string?> folder = new("--out") { Description = "Write differences.jsonl, runs.jsonl, diff.json and report.html there.", HelpName = "folder" };

    /// <param name="states">What --state may name.</param>
    public Command Build(string states)
    {
        state.Description = states;
        days.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > DaysMax)
            {
                given.AddError($"--days is 1 to {DaysMax}.");
            }
        });
        var command = new Command("diff", "Shows what differs between two sets of definitions, and with --state for which customers in flight.")
        {
            folders, state, days, from, threads, folder,
        };
        command.SetGuardedAction(error, Run);
        return command;
    }

    private int Run(ParseResult given)
    {
        var names = given.GetRequiredValue(folders);
        using var source = given.GetValue(state) is { } where ? Open(given, where) : null;
        if (source is null && names.Length < 2)
        {
            throw new ArgumentException("Two folders are compared: as it is, and as it might be. With --state the first may be left out.");
        }

        var loaded = names.Select(path => RunOptions.Read(path, error, $"{path}: ")).ToArray();
        if (Array.Exists(loaded, one => one is null))
        {
            return ExitCodes.BadDefinitions;
        }

        var before = loaded.Length == 2 ? loaded[0]! : source!.Published();
        var changes = DefinitionComparison.Of(before.Files!, before.Definitions!, loaded[^1]!.Files!, loaded[^1]!.Definitions!);
        var notes = DiffNotes.Of(before.Definitions!, loaded[^1]!.Definitions!, source?.History, source?.Editions);
        foreach (var note in notes)
        {
            error.WriteLine($"Note: {note}");
        }

        if (source is null)
        {
            output.WriteLine(given.GetValue(json) ? StateDiffJson.Write(changes, null, ReportJson.Readable, notes) : StateDiffText.Write(changes));
            return ExitCodes.Done;
        }

        Live(given, source, DiffSides.Of(source.History, source.Editions, before, loaded[^1]!), changes, notes);
        return ExitCodes.Done;
    }

    private void Live(ParseResult given, StateSource source, DiffSides sides, IReadOnlyList<DefinitionChange> changes, string[] notes)
    {
        using var lines = new SpilledLines();
        using var runs = new SpilledLines();
        var progress = new ProgressLine(error);
        var start = given.GetValue(from) ?? source.Time();
        var asJson = given.GetValue(json);
        var options = new StateDiffOptions(start, start.AddDays(given.GetValue(days)))
        {
            Threads = given.GetValue(threads),
            Progress = progress.ShowCustomers,
        };
        var found = StateDiff.Run(sides, source.States(), options, Tell, run => Keep(runs, run.CustomerId, StateDiffJson.Line(run)));
        progress.Clear();
        if (given.GetValue(folder) is { } target)
        {
            Directory.CreateDirectory(target);
            lines.WriteTo(Path.Combine(target, "differences.jsonl"));
            runs.WriteTo(Path.Combine(target, "runs.jsonl"));
            File.WriteAllText(Path.Combine(target, "diff.json"), StateDiffJson.Write(changes, found, ReportJson.Readable, notes) + "\n");
            File.WriteAllText(Path.Combine(target, "report.html"), StateDiffPage.Of(changes, found));
        }

        output.WriteLine(asJson
            ? StateDiffJson.Write(changes, found, ReportJson.OneLine, notes)
            : $"{StateDiffText.Write(changes)}\n\n{StateDiffText.Write(found)}");

        void Tell(Difference difference)
        {
            var line = DifferenceJson.Line(difference);
            Keep(lines, difference.CustomerId, line);
            if (asJson)
            {
                output.WriteLine(System.Text.Encoding.UTF8.GetString(line));
            }
        }
    }

    /// <summary>Keeps a line for a file in order of the customers' ids.</summary>
    private static void Keep(SpilledLines lines, string customerId, byte[] line) =>
        lines.Add(StableHashing.Partition(customerId, LogSimulation.Shards), 0, customerId, line);

    private StateSource Open(ParseResult given, string where) => File.Exists(Path.Combine(where, LogFolder.AboutFile))
        ? StateSource.OfLog(where)
        : open?.Invoke(given, where)
            ?? throw new ArgumentException(
                (Path.Exists(where) ? $"'{where}' holds no customers: it is no folder that 'journeygrains log export' wrote." : $"There is no '{where}'.")
                    + $" --state: {state.Description}");
}
