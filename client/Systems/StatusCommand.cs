using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Definitions;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Operations;
using Spectre.Console;

namespace JourneyGrains.CommandLine.Systems;

/// <summary>status: the system at a glance.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("status", "How far the log is consumed, what waits, the silos, and the totals of each journey.");
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var status = await session.Grains.Operations.Status().WaitAsync(cancellation);
            var definitions = await session.Grains.Operations.Definitions().WaitAsync(cancellation);
            status = status with
            {
                Silos = await session.Grains.Operations.Silos().WaitAsync(cancellation),
                Versions = definitions.Versions,
                Gone = definitions.GoneOf(status),
            };
            context.Tell(parsed, status, terminal => Show(terminal, status, definitions));

            return ExitCodes.Ok;
        }));
        return command;
    }

    private static void Show(Terminal terminal, SystemStatus status, DefinitionsView definitions)
    {
        terminal.Out.WriteLine($"""
            log          {Tables.Count(status.Appended)} events, {Tables.Count(status.Consumed)} consumed, {Tables.Count(Math.Max(0, status.Appended - status.Consumed))} behind
            customers    {Tables.Count(status.Customers)}
            due          {Tables.Count(status.Due)} customers
            outbox       {Tables.Count(status.Outbox)} customers
            dead letters {Tables.Count(status.DeadLetters)}
            time         {Tables.Moment(status.Time)} UTC{(status.FollowsLog ? ", following the log" : "")}
            """);
        ShowSilos(terminal, status.Silos ?? []);
        ShowVersions(terminal, definitions);
        var tables = TotalTable.Of(status);
        foreach (var table in tables)
        {
            terminal.Out.WriteLine();
            terminal.Screen.Write(Totals(terminal, table));
        }

        if (tables.Any(table => table.HasGone))
        {
            terminal.Out.WriteLine(TotalTable.GoneNote);
        }
    }

    /// <summary>What is in force, the runs that it ended, and what runs still go by beside it.</summary>
    private static void ShowVersions(Terminal terminal, DefinitionsView definitions)
    {
        terminal.Out.WriteLine($"definitions  edition {definitions.Edition}");
        if (definitions.Ended() is { Length: > 0 } ended)
        {
            terminal.Out.WriteLine($"             ended runs of journeys that it no longer has: {DefinitionsCommand.Ended(ended)}");
        }

        foreach (var version in definitions.Versions.Where(version => !version.InForce))
        {
            terminal.Out.WriteLine($"             {version.Journey}: {Tables.Count(version.Runs)} runs on the older version {version.Version}");
        }
    }

    private static void ShowSilos(Terminal terminal, SiloView[] silos)
    {
        foreach (var (index, silo) in silos.Index())
        {
            var definitions = silo.Definitions is { } digest ? $"definitions {Tables.Version(digest)}" : "does not answer";
            terminal.Out.WriteLine($"{(index == 0 ? "silos" : ""),-12} {silo.Address}, {definitions}");
        }

        if (silos.Select(silo => silo.Definitions).OfType<string>().Distinct(StringComparer.Ordinal).Count() > 1)
        {
            terminal.Error.WriteLine("The silos have different definitions in force. Give all of them the same files, then: journeygrains definitions reload");
        }
    }

    private static Table Totals(Terminal terminal, TotalTable totals)
    {
        var table = terminal.NewTable([totals.Title, .. totals.Columns.Select(column => column.Title)]);
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var row in totals.Rows)
        {
            table.AddTexts([row.Title, .. row.Counts.Select(Number)]);
        }

        return table;
    }

    private static string Number(long count) => count == 0 ? "-" : Tables.Count(count);
}
