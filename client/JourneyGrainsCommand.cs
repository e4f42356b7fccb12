using System.CommandLine;
using JourneyGrains.CommandLine.Campaigns;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Customers;
using JourneyGrains.CommandLine.DeadLetters;
using JourneyGrains.CommandLine.Definitions;
using JourneyGrains.CommandLine.Exporting;
using JourneyGrains.CommandLine.Journeys;
using JourneyGrains.CommandLine.Publishing;
using JourneyGrains.CommandLine.Replaying;
using JourneyGrains.CommandLine.Systems;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Simulation.Commands;

namespace JourneyGrains.CommandLine;

/// <summary>The command line as a whole: all commands, and what their ends mean for the exit code.</summary>
internal static class JourneyGrainsCommand
{
    private const string WithoutCluster = "simulate";

    private const string Description = """
        JourneyGrains from the command line: publish and replay events, look at customers, launch campaigns, check definitions.

        Exit codes: 0 done; 1 something was refused or is not there; 2 the command line is not understood;
        3 no connection to the cluster; 130 ended by Ctrl-C. With --json, results go to standard output as JSON.
        Progress and problems go to standard error.
        """;

    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellation = default)
    {
        var common = new CommonOptions();
        var context = new CommandContext(terminal, common);
        var root = new RootCommand(Description)
        {
            PublishCommand.Create(context),
            ReplayCommand.Create(context),
            CustomerCommand.Create(context),
            DeadLettersCommand.Create(context),
            CampaignCommand.Create(context),
            StatusCommand.Create(context),
            DigestCommand.Create(context),
            LogCommand.Create(context),
            DefinitionsCommand.Create(context),
            ValidateCommand.Create(context),
            JourneysCommand.Create(context, common),
            SimulationCommands.Create(terminal.Out, terminal.Error, common.Json),
        };
        common.AddTo(root);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                terminal.Error.WriteLine(error.Message);
            }

            terminal.Error.WriteLine($"See: journeygrains {string.Join(' ', NamesOf(parsed.CommandResult))} --help".Replace("  ", " ", StringComparison.Ordinal));
            return ExitCodes.Usage;
        }

        if (NamesOf(parsed.CommandResult).FirstOrDefault() is WithoutCluster)
        {
            common.HideConnection();
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false }, cancellation);
    }

    private static IEnumerable<string> NamesOf(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent ? NamesOf(parent).Append(result.Command.Name) : [];
}
