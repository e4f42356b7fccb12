using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Grains.Customers;

/// <summary>
/// Hands the messages of one customer over: waits for a place in the channel, judges the message a last time and commits that the
/// attempt begins, gives it to the channel, and commits what became of it. Where the channel has a place at once, the judging rides in the
/// commit of the turn that decided the message. Runs beside the customer's turns, or within them in a store whose time follows the log,
/// where the next event does not come before the message is out.
/// </summary>
internal sealed partial class OutboxRunner(CustomerTurns turns, CustomerRuntime runtime) : IDisposable
{
    private readonly Dictionary<string, Task> underWay = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();

    public bool IsBusy => underWay.Count > 0;

    /// <summary>
    /// Judges one message of a draft a last time within it, if its channel has a place this moment; null: none, or it may not go. Start it
    /// once the draft is committed.
    /// </summary>
    public RidingMessage? Ride(CommitDraft draft)
    {
        if (stopping.IsCancellationRequested || !draft.TakesInput || Ready(draft.State).FirstOrDefault(Rides) is not { } message
            || runtime.Channels.TryReserve(message.Channel) is not { } place)
        {
            return null;
        }

        var riding = new RidingMessage(place);
        try
        {
            var now = runtime.Time.ForDelivery(draft.State.Clock);
            var input = new ClearanceInput(message.Id);
            var turn = Customer.Take(draft.State, input, now, turns.Definitions);
            draft.Add(turn, input, now);
            riding.Cleared = turn.Cleared;
        }
        catch (Exception error)
        {
            // What decided it is not to be lost for it.
            LogFailed(runtime.Logger, message.Id, error);
        }

        if (riding.Cleared is null)
        {
            riding.Dispose();
        }

        return riding.Cleared is null ? null : riding;
    }

    /// <summary>Starts what has been judged and is committed, and returns at once.</summary>
    public void Start(RidingMessage riding) => Start(riding.Cleared!.Message.Id, () => RunAsync(riding));

    /// <summary>Starts what is not under way yet and returns at once.</summary>
    public void Start(IEnumerable<Message> messages)
    {
        foreach (var message in messages)
        {
            if (!stopping.IsCancellationRequested && !underWay.ContainsKey(message.Id))
            {
                Start(message.Id, () => RunAsync(message));
            }
        }
    }

    /// <summary>Hands over, one after the other, all that may go now. For a caller who holds the turnstile.</summary>
    public async Task DrainAsync()
    {
        while (Ready(await turns.LoadAsync(CancellationToken.None)).FirstOrDefault() is { } message)
        {
            using var place = await runtime.Channels.ReserveAsync(message.Channel, stopping.Token);
            if (await ClearAsync(message.Id) is { } cleared)
            {
                await SettleAsync(cleared, await runtime.Channels.HandOverAsync(cleared, stopping.Token));
            }
        }
    }

    /// <summary>Messages that wait for nothing but their channel: undecided attempts of a crash first among them.</summary>
    public static IEnumerable<Message> Ready(CustomerState state) => state.Outbox.Where(message => message.RetryAt is null);

    /// <summary>Lets attempts that have begun end, and begins no further ones.</summary>
    public async Task StopAsync(TimeSpan most)
    {
        var open = underWay.Values.ToArray();
        await stopping.CancelAsync();
        if (open.Length > 0)
        {
            using var patience = new CancellationTokenSource();
            await Task.WhenAny(Task.WhenAll(open), Task.Delay(most, patience.Token));
            await patience.CancelAsync();
        }
    }

    public void Dispose() => stopping.Dispose();

    private bool Rides(Message message) => message.Status == MessageStatus.Waiting && !underWay.ContainsKey(message.Id);

    private void Start(string messageId, Func<Task> run)
    {
        var task = WatchAsync(messageId, run);
        if (!task.IsCompleted)
        {
            underWay[messageId] = task;
        }
    }

    private async Task WatchAsync(string messageId, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It stays in the outbox and goes out when the customer is next looked after.
        }
        catch (Exception error)
        {
            LogFailed(runtime.Logger, messageId, error);
        }
        finally
        {
            underWay.Remove(messageId);
        }
    }

    private async Task RunAsync(Message message)
    {
        using var place = await runtime.Channels.ReserveAsync(message.Channel, stopping.Token);
        ClearedMessage? cleared;
        using (await turns.EnterAsync(stopping.Token))
        {
            cleared = await ClearAsync(message.Id);
        }

        if (cleared is not null)
        {
            await AttemptAsync(cleared);
        }
    }

    private async Task RunAsync(RidingMessage riding)
    {
        using (riding)
        {
            await AttemptAsync(riding.Cleared!);
        }
    }

    /// <summary>An attempt that has begun is brought to its end, so that its outcome is known.</summary>
    private async Task AttemptAsync(ClearedMessage cleared)
    {
        var outcome = await runtime.Channels.HandOverAsync(cleared, CancellationToken.None);
        using var within = await turns.EnterAsync(CancellationToken.None);
        await SettleAsync(cleared, outcome);
        if (cleared.Message.Call is not null)
        {
            // The answer moved the run on: what that decided goes out as after any turn.
            Start(Ready(turns.Committed!));
        }
    }

    private async Task<ClearedMessage?> ClearAsync(string messageId)
    {
        var now = runtime.Time.ForDelivery((await turns.LoadAsync(CancellationToken.None)).Clock);
        return (await TakeAsync(new ClearanceInput(messageId), now)).Cleared;
    }

    private async Task SettleAsync(ClearedMessage cleared, HandOverOutcome outcome)
    {
        var now = runtime.Time.ForDelivery((await turns.LoadAsync(CancellationToken.None)).Clock);
        await TakeAsync(new HandOverInput(cleared.Message.Id, outcome), now);
    }

    private async Task<Turn> TakeAsync(Input input, DateTimeOffset now)
    {
        var draft = await turns.CommittedAsync(await turns.AdoptAsync(now, CancellationToken.None));
        var turn = Customer.Take(draft.State, input, now, turns.Definitions);
        draft.Add(turn, input, now);
        await turns.CommitAsync(draft);
        return turn;
    }

    /// <summary>A place in a channel, and the message for it.</summary>
    internal sealed class RidingMessage(IDisposable place) : IDisposable
    {
        /// <summary>Null where it may not go.</summary>
        public ClearedMessage? Cleared { get; set; }

        public void Dispose() => place.Dispose();
    }

    [LoggerMessage(3, LogLevel.Error, "Message {MessageId} could not be handed over; it stays in the outbox and is tried again.")]
    private static partial void LogFailed(ILogger logger, string messageId, Exception error);
}
