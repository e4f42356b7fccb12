using System.CommandLine;
using JourneyGrains.Simulation.StateDiffs;

namespace JourneyGrains.Simulation.Commands;

/// <summary>The simulator's commands, for a program of its own or under another.</summary>
public static class SimulationCommands
{
    private const string Description = "Runs recorded events through journeys in virtual time: what would have been decided, for whom, and why.";

    /// <summary>All of it as a command "simulate" of another program.</summary>
    /// <param name="output">Gets the outcome.</param>
    /// <param name="error">Gets problems and progress.</param>
    /// <param name="json">The other program's recursive option that asks for JSON.</param>
    public static Command Create(TextWriter output, TextWriter error, Option<bool> json)
    {
        var command = new Command("simulate", Description + " Needs no cluster.");
        new SimulateCommand(output, error, json).Fill(command);
        return WithSubcommands(command, output, error, json);
    }

    /// <summary>The comparison of definitions as a command "diff" of another program.</summary>
    /// <param name="states">What --state may name there.</param>
    /// <param name="open">Opens what --state names where that is no exported log; null: it is nothing of the kind.</param>
    public static Command CreateDiff(
        TextWriter output, TextWriter error, Option<bool> json, string states, Func<ParseResult, string, StateSource?> open) =>
        new DiffCommand(output, error, json, open).Build(states);

    internal static RootCommand Root(TextWriter output, TextWriter error)
    {
        var json = new Option<bool>("--json") { Description = "Print the outcome as JSON.", Recursive = true };
        var root = new SimulateCommand(output, error, json).Fill(new RootCommand(Description));
        root.Options.Add(json);
        return WithSubcommands(root, output, error, json);
    }

    private static T WithSubcommands<T>(T command, TextWriter output, TextWriter error, Option<bool> json)
        where T : Command
    {
        command.Subcommands.Add(new BackTestCommand(output, error, json).Build());
        command.Subcommands.Add(new DiffCommand(output, error, json, null).Build(DiffCommand.LogOnly));
        command.Subcommands.Add(new RehearseCommand(output, error, json).Build());
        command.Subcommands.Add(new ExplainCommand(output, error, json).Build());
        command.Subcommands.Add(new CheckLogCommand(output, error, json).Build());
        command.Subcommands.Add(new GenerateDayCommand(output, error).Build());
        return command;
    }
}
