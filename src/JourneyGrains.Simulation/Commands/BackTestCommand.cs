using System.CommandLine;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Pages;

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
        if (RunOptions.Load(given.GetRequiredValue(before), error) is not { } was
            || RunOptions.Load(given.GetRequiredValue(after), error) is not { } might)
        {
            return ExitCodes.BadDefinitions;
        }

        recording.Run(given, error, events =>
        {
            using var differences = new SpilledLines();
            var progress = new ProgressLine(error);
            var found = BackTest.Run(
                was, might, events, recording.Times(given, progress),
                (shard, one) => differences.Add(shard, 0, one.CustomerId, DifferenceJson.Line(one)));
            progress.Clear();
            Keep(given, found, differences);
            output.WriteLine(given.GetValue(json) ? BackTestJson.Write(found) : BackTestText.Write(found));
            return found;
        });
        recording.TellBad(error);
        return recording.Bad.Count > 0 ? ExitCodes.BadLines : ExitCodes.Done;
    }

    private void Keep(ParseResult given, BackTestFindings found, SpilledLines differences)
    {
        if (given.GetValue(folder) is { } target)
        {
            Directory.CreateDirectory(target);
            differences.WriteTo(Path.Combine(target, "differences.jsonl"));
            File.WriteAllText(Path.Combine(target, "back-test.json"), BackTestJson.Write(found) + "\n");
            File.WriteAllText(Path.Combine(target, "report.html"), BackTestPage.Of(found));
        }
    }
}
