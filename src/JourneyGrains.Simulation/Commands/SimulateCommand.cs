using System.CommandLine;
using JourneyGrains.Simulation.Findings;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Commands;

/// <summary>Runs a recording through definitions in virtual time.</summary>
internal sealed class SimulateCommand(TextWriter output, TextWriter error, Option<bool> json)
{
    private readonly Option<string> journeys = RunOptions.Journeys();
    private readonly RunOptions recording = new();
    private readonly Option<string?> folder =
        new("--out") { Description = "Write messages, transcript, totals, problems, digest and report.html there.", HelpName = "folder" };

    /// <summary>Gives a command this one's options and action.</summary>
    public T Fill<T>(T command)
        where T : Command
    {
        command.Options.Add(journeys);
        recording.AddTo(command);
        command.Options.Add(folder);
        command.SetGuardedAction(error, Run);
        return command;
    }

    private int Run(ParseResult given)
    {
        if (RunOptions.Load(given.GetRequiredValue(journeys), error, option: journeys.Name) is not { } variant)
        {
            return ExitCodes.BadDefinitions;
        }

        var beside = recording.ReadBeside(given, error, variant.Definitions);
        recording.Run(given, error, events =>
        {
            using var files = given.GetValue(folder) is { } target ? new ReportFiles(target) : null;
            var report = Simulate(variant, events, given, files);
            files?.Write(report, recording.File(given));
            Tell(given, report, beside);
            return report;
        });
        return recording.Bad.Count > 0 ? ExitCodes.BadLines : ExitCodes.Done;
    }

    private Report Simulate(Variant variant, IEnumerable<RecordedEvent> events, ParseResult given, ReportFiles? files)
    {
        var progress = new ProgressLine(error);
        var findings = new FindingsSink[LogSimulation.Shards];
        var problems = new ProblemSink[LogSimulation.Shards];
        var tally = new Tally<RecordedEvent>(events);
        var simulation = new LogSimulation([variant], Sink, recording.Times(given, progress, variant));
        var outcome = simulation.Run(tally.Passing())[0];
        progress.Clear();
        return new(RunFindings.Of(tally.Count, outcome, findings), [.. problems.SelectMany(sink => sink.All).OrderBy(one => one.Line)], recording.Bad);

        ISimulationSink Sink(int shard, int at)
        {
            ISimulationSink[] counting = [findings[shard] = new(), problems[shard] = new()];
            return files is null ? new SinkGroup([.. counting]) : new SinkGroup([.. counting, new FileSink(shard, files)]);
        }
    }

    private void Tell(ParseResult given, Report report, BesideEvents? beside)
    {
        if (given.GetValue(json))
        {
            output.WriteLine(ReportJson.Write(report, beside));
        }
        else
        {
            ReportText.Write(report, output);
        }

        recording.TellNotes(given.GetValue(json) ? error : output);
    }
}
