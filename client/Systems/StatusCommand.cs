using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Operations;

namespace JourneyGrains.CommandLine.Systems;

/// <summary>status: the system at a glance.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("status", "How far the log is consumed, what waits, and the totals of each journey.");
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var status = await session.Grains.Operations.Status().WaitAsync(cancellation);
            if (context.Json(parsed))
            {
                context.Terminal.WriteJson(status);
            }
            else
            {
                Show(context.Terminal, status);
            }

            return ExitCodes.Ok;
        }));
        return command;
    }

    private static void Show(Terminal terminal, SystemStatus status)
    {
        terminal.Out.WriteLine($"""
            log          {Tables.Count(status.Appended)} events, {Tables.Count(status.Consumed)} consumed, {Tables.Count(Math.Max(0, status.Appended - status.Consumed))} behind
            customers    {Tables.Count(status.Customers)}
            due          {Tables.Count(status.Due)} customers
            outbox       {Tables.Count(status.Outbox)} customers
            dead letters {Tables.Count(status.DeadLetters)}
            time         {Tables.Moment(status.Time)} UTC{(status.FollowsLog ? ", following the log" : "")}
            """);
        if (status.Totals.Count > 0)
        {
            terminal.Out.WriteLine();
            terminal.Screen.Write(Totals(terminal, status.Totals));
        }
    }

    private static Spectre.Console.Table Totals(Terminal terminal, Dictionary<string, long> totals)
    {
        var table = terminal.NewTable("of", "what", "count");
        foreach (var (name, count) in totals.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            // The origin of a campaign has a slash itself: "flash-sale/last-call/Sent".
            var slash = name.LastIndexOf('/');
            table.AddTexts(slash > 0 ? name[..slash] : "customer", name[(slash + 1)..], Tables.Count(count));
        }

        return table;
    }
}
