using System.CommandLine;
using System.Text.Json;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Commands;

/// <summary>Lives a running system's exported log again and holds the outcome against where the system stood.</summary>
internal sealed class CheckLogCommand(TextWriter output, TextWriter error, Option<bool> json)
{
    private const int DivergingMax = 20;

    private readonly Argument<string> folder = new("folder") { Description = "What 'journeygrains log export' wrote." };
    private readonly Option<string?> journeys = new("--journeys")
    {
        Description = "The folder of the definitions that were in force all the time. [default: the editions that were exported with the log]",
        HelpName = "folder",
    };
    private readonly Option<string?> target =
        new("--out") { Description = "Write messages, transcript, totals, problems and digest there.", HelpName = "folder" };

    public Command Build()
    {
        var command = new Command("check-log", "Decides a running system's own log again, exactly: its digest must come out.")
        {
            folder, journeys, target,
        };
        command.SetGuardedAction(error, Run);
        return command;
    }

    private int Run(ParseResult given)
    {
        var source = given.GetRequiredValue(folder);
        var (about, events, lives) = LogFolder.Read(source);
        var editions = given.GetValue(journeys) is { } path ? Given(path, about) : Exported(about, source);
        if (editions is null)
        {
            return ExitCodes.BadDefinitions;
        }

        var tally = new Tally<LoggedEvent>(events);
        var result = LifeSimulator.Run(editions, tally.Passing(), lives);
        if (given.GetValue(target) is { } to)
        {
            using var files = new ReportFiles(to);
            files.Write(Report.Of(result.Simulated, tally.Count, files), LogFolder.EventsFile);
        }

        Tell(result, given.GetValue(json));
        return result.Diverging.IsEmpty ? ExitCodes.Done : ExitCodes.Diverged;
    }

    private LifeEditions? Given(string path, LogAbout about)
    {
        if (RunOptions.Load(path, error, option: journeys.Name) is not { } variant)
        {
            return null;
        }

        if (about.Definitions != variant.Definitions.Digest)
        {
            error.WriteLine($"The log was exported under definitions {about.Definitions}, these are {variant.Definitions.Digest}: decisions may differ.");
        }

        return LifeEditions.Always(variant.Definitions, variant.Templates);
    }

    private LifeEditions? Exported(LogAbout about, string source)
    {
        var editions = LifeEditions.Of(about, source);
        if (editions is null)
        {
            error.WriteLine("The log has no editions of the definitions with it: say by --journeys which were in force.");
        }

        return editions;
    }

    private void Tell(LifeResult result, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new LogOutcome(
                    result.Simulated.Digest, result.SystemDigest, result.Simulated.Customers.Length, result.Diverging.Length, result.Waiting.Length),
                LifeJsonContext.Default.LogOutcome));
        }
        else
        {
            output.WriteLine($"{result.Simulated.Customers.Length} customers, {result.Waiting.Length} events not taken yet");
            output.WriteLine($"digest of the system {result.SystemDigest}");
            output.WriteLine($"decided again        {result.Simulated.Digest}");
        }

        foreach (var divergence in result.Diverging.Take(DivergingMax))
        {
            error.WriteLine($"{divergence.CustomerId}: {divergence.What}");
        }

        if (result.Diverging.Length > DivergingMax)
        {
            error.WriteLine($"{result.Diverging.Length} customers came out otherwise in all.");
        }
    }
}
