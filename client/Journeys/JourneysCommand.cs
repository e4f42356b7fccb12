using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.Simulation.Commands;

namespace JourneyGrains.CommandLine.Journeys;

/// <summary>journeys: what they come to, and what others in their place would change for those under way.</summary>
internal static class JourneysCommand
{
    private const string States =
        "Where customers stand, only read: 'live', the cluster; 'postgres', the database of JourneyGrains__ConnectionString; the file of an embedded store; "
        + "or a folder that 'log export' wrote.";

    public static Command Create(CommandContext context, CommonOptions common) => new("journeys", "What journeys come to; let a customer enter one; what others would change.")
    {
        ResultsCommand.Create(context),
        EnterCommand.Create(context),
        Diff(context, common),
    };

    private static Command Diff(CommandContext context, CommonOptions common)
    {
        var diff = SimulationCommands.CreateDiff(
            context.Terminal.Out, context.Terminal.Error, common.Json, States, (parsed, where) => StateSources.Open(context, parsed, where));
        var run = (System.CommandLine.Invocation.SynchronousCommandLineAction)diff.Action!;
        diff.SetAction(context.Guarded((parsed, _) => Task.FromResult(run.Invoke(parsed))));
        return diff;
    }
}
