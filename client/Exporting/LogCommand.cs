using System.CommandLine;
using System.Globalization;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;

namespace JourneyGrains.CommandLine.Exporting;

/// <summary>log: the system's own log, to replay and to simulate.</summary>
internal static class LogCommand
{
    public static Command Create(CommandContext context) => new("log", "The system's own log.") { Export(context) };

    private static Command Export(CommandContext context)
    {
        var folder = new Argument<string>("folder") { Description = "Where to write events.jsonl, lives.jsonl and log.json. They hold personal data." };
        var command = new Command("export", "Write events, customers and their journals, for the simulator: it comes to the same digest.") { folder };
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var target = Path.GetFullPath(parsed.GetRequiredValue(folder));
            var asking = context.Reconnecting("What is in the folder is not whole: export again when one runs.");
            var (events, customers, forgotten) = await new LogExport(session.Grains, target, asking).WriteAsync(cancellation);
            var apart = forgotten > 0 ? $", and {Tables.Count(forgotten)} forgotten," : "";
            context.Tell(parsed, new { events, customers, forgotten, folder = target }, terminal => terminal.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{events} events and {customers} customers{apart} in {target}")));
            return ExitCodes.Ok;
        }));
        return command;
    }
}
