using System.CommandLine;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Pages;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Commands;

/// <summary>back-test: one recording through two sets of definitions, and what differs.</summary>
internal sealed class BackTestCommand(TextWriter output, TextWriter error, Option<bool> json)
{
    private readonly Option<string> before = RunOptions.Journeys("--before", "The folder of definitions to compare with: what was.");
    private readonly Option<string> after = RunOptions.Journeys("--after", "The folder of definitions to compare: what might be.");
    private readonly RunOptions recording = new();
    private readonly Option<string?> folder =
        new("--out") { Description = "Write differences.jsonl, back-test.json and report.html there.", HelpName = "folder" };

    public Command Build()
    {
        var command = new Command(
            "back-test", "Runs one recording through two sets of definitions: who would get another message, and why.") { before, after };
        recording.AddTo(command);
        command.Options.Add(folder);
        command.SetGuardedAction(error, Run);
        return command;
    }

    private int Run(ParseResult given)
    {
        var was = Load(given, before);
        var might = Load(given, after);
        if (was is null || might is null)
        {
            return ExitCodes.BadDefinitions;
        }

        var beside = recording.ReadBeside(given, error, was.Definitions);
        recording.Run(given, error, events =>
        {
            using var differences = new SpilledLines();
            var progress = new ProgressLine(error);
            var found = BackTest.Run(
                was, might, events, recording.Times(given, progress, was, might),
                (shard, one) => differences.Add(shard, 0, one.CustomerId, DifferenceJson.Line(one)));
            progress.Clear();
            Keep(given, found, beside, differences);
            output.WriteLine(given.GetValue(json) ? BackTestJson.Write(found, beside) : BackTestText.Write(found));
            return found;
        });
        recording.TellNotes(given.GetValue(json) ? error : output);
        recording.TellBad(error);
        return recording.Bad.Count > 0 ? ExitCodes.BadLines : ExitCodes.Done;
    }

    private Variant? Load(ParseResult given, Option<string> side)
    {
        var path = given.GetRequiredValue(side);
        return RunOptions.Load(path, error, $"{side.Name} {path}: ", side.Name);
    }

    private void Keep(ParseResult given, BackTestFindings found, BesideEvents? beside, SpilledLines differences)
    {
        if (given.GetValue(folder) is { } target)
        {
            Directory.CreateDirectory(target);
            differences.WriteTo(Path.Combine(target, "differences.jsonl"));
            File.WriteAllText(Path.Combine(target, "back-test.json"), BackTestJson.Write(found, beside) + "\n");
            File.WriteAllText(Path.Combine(target, "report.html"), BackTestPage.Of(found));
        }
    }
}
