using System.CommandLine;
using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Publishing;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Definitions;

namespace JourneyGrains.CommandLine.Connecting;

/// <summary>What a command needs: the terminal, the common options, and the way to the cluster.</summary>
internal sealed class CommandContext(Terminal terminal, CommonOptions common)
{
    public Terminal Terminal => terminal;

    public bool Json(ParseResult parsed) => parsed.GetValue(common.Json);

    /// <summary>Writes an answer as JSON where that is asked for, else as people read it.</summary>
    public void Tell<T>(ParseResult parsed, T answer, Action<Terminal> show)
    {
        if (Json(parsed))
        {
            terminal.WriteJson(answer);
        }
        else
        {
            show(terminal);
        }
    }

    /// <summary>For a command that only looks, and outlives a silo. What keeps it waiting is told on standard error.</summary>
    /// <param name="advice">What to do when no silo has answered for too long.</param>
    public Reconnecting Reconnecting(string advice, Action<string>? tell = null) => new(TimeProvider.System, tell ?? terminal.Error.WriteLine, advice);

    /// <summary>A connection for a command that needs one only sometimes.</summary>
    /// <exception cref="CommandException">No silo answers within some seconds.</exception>
    public Task<ClusterSession> ConnectAsync(ParseResult parsed, CancellationToken cancellation, PublisherSettings? publisher = null) =>
        ClusterSession.ConnectAsync(
            new ClusterAddress(parsed.GetValue(common.Gateways) ?? [], parsed.GetValue(common.ClusterId), parsed.GetValue(common.ServiceId)),
            publisher,
            cancellation);

    /// <summary>An action that talks to the cluster. What can go wrong on the way is one line and an exit code.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> OnCluster(
        Func<ClusterSession, ParseResult, CancellationToken, Task<int>> action, Func<ParseResult, PublisherSettings>? publisher = null) =>
        Guarded(async (parsed, cancellation) =>
        {
            await using var session = await ConnectAsync(parsed, cancellation, publisher?.Invoke(parsed));
            return await action(session, parsed, cancellation);
        });

    /// <summary>An action whose problems are one line and an exit code.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> Guarded(Func<ParseResult, CancellationToken, Task<int>> action) =>
        async (parsed, cancellation) =>
        {
            try
            {
                return await action(parsed, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return ExitCodes.Cancelled;
            }
            catch (Exception error) when (CodeOf(error) is { } code)
            {
                terminal.Error.WriteLine(ConnectFailures.IsSilence(error)
                    ? "No silo of the cluster answers any more; whether the command was carried out is not known. Look by 'journeygrains status' whether one runs again, "
                        + "and whether it was, before you give it once more."
                    : $"{(error is OrleansException ? "The cluster did not answer: " : "")}{PathProblem.Told(error)}");
                return code;
            }
        };

    private static int? CodeOf(Exception error) => error switch
    {
        CommandException problem => problem.Code,
        FormatException => ExitCodes.Usage,
        LogTimeException or IOException or UnauthorizedAccessException => ExitCodes.Refused,
        PublishFailedException or OrleansException or TimeoutException => ExitCodes.NoCluster,
        _ => null,
    };
}
