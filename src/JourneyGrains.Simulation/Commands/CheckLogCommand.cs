using System.CommandLine;
using System.Text.Json;
using JourneyGrains.Definitions;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Commands;

/// <summary>Lives a running system's exported log again and holds the outcome against where the system stood.</summary>
internal sealed class CheckLogCommand(TextWriter output, TextWriter error, Option<bool> json)
{
    private const int DivergingMax = 20;

    private readonly Argument<string> folder = new("folder") { Description = "What 'journeygrains log export' wrote." };
    private readonly Option<string> journeys =
        new("--journeys") { Description = "The folder of the definitions that were in force.", HelpName = "folder", Required = true };
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
        var loaded = DefinitionReader.Read(given.GetRequiredValue(journeys));
        if (loaded.Definitions is not { } definitions)
        {
            foreach (var problem in loaded.Diagnostics)
            {
                error.WriteLine(problem);
            }

            return ExitCodes.BadDefinitions;
        }

        var (about, events, lives) = LogFolder.Read(given.GetRequiredValue(folder));
        if (about.Definitions != definitions.Digest)
        {
            error.WriteLine($"The log was exported under definitions {about.Definitions}, these are {definitions.Digest}: decisions may differ.");
        }

        var tally = new Tally<LoggedEvent>(events);
        var result = LifeSimulator.Run(definitions, loaded.Templates, tally.Passing(), lives);
        if (given.GetValue(target) is { } to)
        {
            using var files = new ReportFiles(to);
            files.Write(Report.Of(result.Simulated, tally.Count, files));
        }

        Tell(result, given.GetValue(json));
        return result.Diverging.IsEmpty ? ExitCodes.Done : ExitCodes.Diverged;
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
