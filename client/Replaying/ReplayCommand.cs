using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Client.Replaying;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Publishing;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Operations;

namespace JourneyGrains.CommandLine.Replaying;

/// <summary>replay: a recording, at its own pace, faster, or as fast as it goes.</summary>
internal static class ReplayCommand
{
    public static Command Create(CommandContext context)
    {
        var arguments = new ReplayArguments();
        var command = new Command("replay", "Replay a recording. Bad rows are told with their line and reason and kept as dead letters; the rest goes on.");
        arguments.AddTo(command);
        command.Validators.Add(arguments.CheckFolder);
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var refused = new RefusedLines(context.Terminal.Error);
            var types = new TypeNotes(context.Terminal.Error);
            var source = new ReplaySource(parsed.GetValue(arguments.File)!, parsed.GetValue(arguments.Mapping), session.Publisher, refused, types);
            var options = arguments.OptionsOf(parsed) with { Refused = source.TellRefused };
            var display = new ProgressDisplay(context.Terminal);
            var clock = Stopwatch.StartNew();
            var total = await source.CountAsync(cancellation);
            var reached = await display.RunAsync("replaying", progress =>
                ReplayAsync(session, source, options, new Reporter<ReplayProgress>(step => progress.Report(StepOf(step, total))), cancellation));
            await session.Publisher.FlushAsync(cancellation);
            var took = clock.Elapsed;
            var status = parsed.GetValue(arguments.NoWait) ? null : await display.RunAsync("consuming", progress =>
                session.Replayer.CaughtUpAsync(new Reporter<SystemStatus>(one => progress.Report(StepOf(one))), cancellation));
            refused.TellRest();
            return Tell(context, parsed, reached, refused.Count, took, status is null ? null : clock.Elapsed, options.Producer!);
        }));
        return command;
    }

    private static async Task<ReplayProgress> ReplayAsync(
        ClusterSession session, ReplaySource source, ReplayOptions options, IProgress<ReplayProgress> progress, CancellationToken cancellation)
    {
        try
        {
            return await session.Replayer.ReplayAsync(source.Events(), options, progress, cancellation);
        }
        catch (ArgumentException error)
        {
            throw new CommandException(ExitCodes.Refused, error.Message, error);
        }
        catch (PublishFailedException error)
        {
            var advice = $"Replay the file again with --producer {options.Producer} when a silo runs; what is in the log already is not added twice.";
            throw new CommandException(ExitCodes.NoCluster, $"{error.Message} {advice}", error);
        }
    }

    private static ProgressStep StepOf(ReplayProgress reached, long total) => new(
        total > 0 ? Math.Min(1, (double)reached.Events / total) : null,
        $"{Tables.Moment(reached.Time)}  {Tables.Count(reached.Events)} events, {Tables.Count(reached.Behind)} behind");

    private static ProgressStep StepOf(SystemStatus status) => new(
        status.Appended > 0 ? Math.Min(1, (double)status.Consumed / status.Appended) : 1,
        $"{Tables.Count(Math.Max(0, status.Appended - status.Consumed))} behind, {Tables.Count(status.Due)} due");

    private static int Tell(
        CommandContext context, ParseResult parsed, ReplayProgress reached, long refused, TimeSpan took, TimeSpan? consumed, string producer)
    {
        if (context.Json(parsed))
        {
            context.Terminal.WriteJson(new
            {
                reached.Events,
                reached.Appended,
                reached.Repeated,
                reached.Unknown,
                refused,
                until = reached.Time,
                seconds = Math.Round(took.TotalSeconds, 3),
                secondsConsumed = consumed is { } all ? Math.Round(all.TotalSeconds, 3) : (double?)null,
                producer,
            });
        }
        else
        {
            var until = consumed is { } all ? string.Create(CultureInfo.InvariantCulture, $", consumed after {all.TotalSeconds:0.0} s") : "";
            context.Terminal.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{reached.Appended:N0} appended, {reached.Repeated:N0} in the log already, {refused:N0} refused in {took.TotalSeconds:0.0} s{until}."));
            RepeatedNote.Tell(context.Terminal, reached.Repeated, producer, reached.Unknown);
        }

        return refused == 0 ? ExitCodes.Ok : ExitCodes.Refused;
    }

    /// <summary>Reports at once and in order, which <see cref="Progress{T}"/> does not.</summary>
    private sealed class Reporter<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
