using System.CommandLine;
using System.CommandLine.Parsing;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Commands;

/// <summary>Runs a recording through definitions in virtual time.</summary>
internal sealed class SimulateCommand(TextWriter output, TextWriter error)
{
    private readonly Option<string> journeys =
        new("--journeys") { Description = "The folder of definitions.", HelpName = "folder", Required = true };
    private readonly Option<string> events =
        new("--events")
        {
            Description = "The recording: JSON Lines, or CSV with --mapping; .gz is read compressed.",
            HelpName = "file",
            Required = true,
        };
    private readonly Option<string?> mapping =
        new("--mapping") { Description = "How the rows of a CSV file become events.", HelpName = "file" };
    private readonly Option<string?> folder =
        new("--out") { Description = "Write messages, transcript, totals, problems and digest there.", HelpName = "folder" };
    private readonly Option<bool> json = new("--json") { Description = "Print the outcome as JSON." };

    private readonly Option<DateTimeOffset?> until = new("--until")
    {
        Description = "Let waits end that are over before this moment. [default: the last arrival]",
        HelpName = "time",
        CustomParser = argument => Moment(argument.Tokens[0].Value, argument),
    };

    private readonly Option<Launch[]> launches = new("--launch")
    {
        Description = "Launch a wave: CAMPAIGN@TIME or CAMPAIGN/WAVE@TIME. May be given more than once.",
        HelpName = "launch",
        CustomParser = argument => [.. argument.Tokens.Select(token => ParseLaunch(token.Value, argument))],
    };

    private readonly Option<int> threads = new("--threads")
    {
        Description = "Customers simulated at once.",
        HelpName = "n",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public RootCommand Build()
    {
        var root = new RootCommand("Runs recorded events through journeys in virtual time: what would have been sent, to whom, and why.")
        {
            journeys, events, mapping, until, launches, folder, json, threads,
        };
        threads.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < 1)
            {
                given.AddError("--threads is at least 1.");
            }
        });
        root.SetAction(Run);
        return root;
    }

    private int Run(ParseResult given)
    {
        var loaded = DefinitionReader.Read(given.GetRequiredValue(journeys));
        if (loaded.Definitions is not { } definitions)
        {
            foreach (var problem in loaded.Diagnostics)
            {
                error.WriteLine(problem);
            }

            return ExitCodes.BadDefinitions;
        }

        var bad = new List<BadLine>();
        var taken = 0L;
        var recording = Recording.Read(given.GetRequiredValue(events), given.GetValue(mapping), bad.Add)
            .Select(one => Count(one, ref taken));
        var progress = new ProgressLine(error);
        var result = Simulator.Run(definitions, loaded.Templates, recording, new SimulationOptions
        {
            Until = given.GetValue(until),
            Launches = given.GetValue(launches) ?? [],
            Threads = given.GetValue(threads),
            KeepTranscript = given.GetValue(folder) is not null,
            Progress = progress.Show,
        });
        progress.Clear();
        Tell(given, new Report(result, taken, bad));
        return bad.Count > 0 ? ExitCodes.BadLines : ExitCodes.Done;
    }

    private void Tell(ParseResult given, Report report)
    {
        if (given.GetValue(folder) is { } target)
        {
            ReportFiles.Write(report, target);
        }

        if (given.GetValue(json))
        {
            output.WriteLine(ReportJson.Write(report));
        }
        else
        {
            ReportText.Write(report, output);
        }
    }

    private static RecordedEvent Count(RecordedEvent recorded, ref long taken)
    {
        taken++;
        return recorded;
    }

    private static DateTimeOffset? Moment(string text, SymbolResult symbol)
    {
        if (Moments.TryParse(text, out var moment))
        {
            return Moments.ToMicroseconds(moment);
        }

        symbol.AddError($"'{text}' is not a time; write it like 2025-11-11T21:00:00Z.");
        return null;
    }

    private static Launch ParseLaunch(string text, SymbolResult symbol)
    {
        var at = text.LastIndexOf('@');
        if (at <= 0)
        {
            symbol.AddError($"'{text}' is not a launch; write CAMPAIGN@TIME, like flash-sale@2025-11-11T21:00:00Z.");
            return new("", null, default);
        }

        var name = text[..at].Split('/', 2);
        return new(name[0], name.ElementAtOrDefault(1), Moment(text[(at + 1)..], symbol) ?? default);
    }
}
