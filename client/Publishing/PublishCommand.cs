using System.CommandLine;
using System.Diagnostics;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;

namespace JourneyGrains.CommandLine.Publishing;

/// <summary>publish: events from a file or standard input, now.</summary>
internal static class PublishCommand
{
    public static Command Create(CommandContext context)
    {
        var path = new Argument<string>("file")
        {
            Description = "JSON Lines, one event a line; .gz is read compressed; - is standard input.",
            DefaultValueFactory = _ => "-",
        };
        var producer = new Option<string?>("--producer")
        {
            Description = "A name under which the lines are numbered: publishing the file again under it adds nothing twice.",
            HelpName = "name",
        };
        var command = new Command("publish", "Publish events. Bad lines are told with their number and reason and kept as dead letters; the rest goes on.")
        {
            path, producer,
        };
        command.SetAction(context.OnCluster(
            async (session, parsed, cancellation) =>
            {
                using var file = EventFile.Open(parsed.GetValue(path)!, context.Terminal.In);
                var refused = new RefusedLines(context.Terminal.Error);
                await TellOfTimeAsync(context.Terminal, session, cancellation);
                var types = new TypeNotes(context.Terminal.Error);
                var clock = Stopwatch.StartNew();
                var numbered = parsed.GetValue(producer) is not null;
                try
                {
                    var summary = await new ProgressDisplay(context.Terminal).RunAsync("publishing", progress =>
                        new PublishRun(session.Publisher, file, refused, types, numbered, progress).RunAsync(cancellation));
                    refused.TellRest();
                    return Tell(context, parsed, summary, clock.Elapsed, parsed.GetValue(producer));
                }
                catch (InvalidDataException error)
                {
                    var advice = numbered ? "with the same --producer, so that nothing is added twice" : "where events keep their ids";
                    throw file.Damaged(error, $"What stands before the damage may be published already: mend the file and publish it again, {advice}.");
                }
            },
            parsed => new PublisherSettings(parsed.GetValue(producer))));
        return command;
    }

    private static async Task TellOfTimeAsync(Terminal terminal, ClusterSession session, CancellationToken cancellation)
    {
        var status = await session.Grains.Operations.Status().WaitAsync(cancellation);
        if (status.FollowsLog)
        {
            terminal.Error.WriteLine(
                $"This store's time follows its log and stands at {Tables.Moment(status.Time)} UTC; waits end only when a replay with recorded "
                + "arrivals (or its --until) moves it.");
        }
    }

    /// <param name="producer">Null: nothing is numbered, so that it is not known what is in the log already.</param>
    private static int Tell(CommandContext context, ParseResult parsed, PublishSummary summary, TimeSpan took, string? producer)
    {
        if (context.Json(parsed))
        {
            context.Terminal.WriteJson(new
            {
                summary.Published,
                repeated = producer is null ? (long?)null : summary.Repeated,
                summary.Refused,
                seconds = Math.Round(took.TotalSeconds, 3),
            });
        }
        else
        {
            var repeated = producer is null ? "" : $" {Tables.Count(summary.Repeated)} in the log already,";
            context.Terminal.Out.WriteLine(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{summary.Published:N0} published,{repeated} {summary.Refused:N0} refused in {took.TotalSeconds:0.0} s."));
            RepeatedNote.Tell(context.Terminal, summary.Repeated, producer);
        }

        return summary.Refused == 0 ? ExitCodes.Ok : ExitCodes.Refused;
    }
}
