using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Grains.Customers;

/// <summary>
/// Hands the messages of one customer over: waits for a place in the channel, judges the message a last time and commits that the
/// attempt begins, gives it to the channel, and commits what became of it. Runs beside the customer's turns, or within them in a store
/// whose time follows the log, where the next event does not come before the message is out.
/// </summary>
internal sealed partial class OutboxRunner(CustomerTurns turns, CustomerRuntime runtime) : IDisposable
{
    private readonly Dictionary<string, Task> underWay = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();

    public bool IsBusy => underWay.Count > 0;

    /// <summary>Starts what is not under way yet and returns at once.</summary>
    public void Start(IEnumerable<Message> messages)
    {
        foreach (var message in messages)
        {
            if (!stopping.IsCancellationRequested && !underWay.ContainsKey(message.Id))
            {
                var task = RunAsync(message);
                if (!task.IsCompleted)
                {
                    underWay[message.Id] = task;
                }
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

    private async Task RunAsync(Message message)
    {
        try
        {
            using var place = await runtime.Channels.ReserveAsync(message.Channel, stopping.Token);
            ClearedMessage? cleared;
            using (await turns.EnterAsync(stopping.Token))
            {
                cleared = await ClearAsync(message.Id);
            }

            if (cleared is not null)
            {
                // An attempt that has begun is brought to its end, so that its outcome is known.
                var outcome = await runtime.Channels.HandOverAsync(cleared, CancellationToken.None);
                using var within = await turns.EnterAsync(CancellationToken.None);
                await SettleAsync(cleared, outcome);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It stays in the outbox and goes out when the customer is next looked after.
        }
        catch (Exception error)
        {
            LogFailed(runtime.Logger, message.Id, error);
        }
        finally
        {
            underWay.Remove(message.Id);
        }
    }

    private async Task<ClearedMessage?> ClearAsync(string messageId)
    {
        var state = await turns.LoadAsync(CancellationToken.None);
        var now = runtime.Time.ForDelivery(state.Clock);
        return (await TakeAsync(state, new ClearanceInput(messageId), now)).Cleared;
    }

    private async Task SettleAsync(ClearedMessage cleared, HandOverOutcome outcome)
    {
        var state = await turns.LoadAsync(CancellationToken.None);
        var now = runtime.Time.ForDelivery(state.Clock);
        await TakeAsync(state, new HandOverInput(cleared.Message.Id, outcome), now);
    }

    private async Task<Turn> TakeAsync(CustomerState state, Input input, DateTimeOffset now)
    {
        var turn = Customer.Take(state, input, now, runtime.Definitions);
        var draft = new CommitDraft(state);
        draft.Add(turn, input, now);
        await turns.CommitAsync(draft);
        return turn;
    }

    [LoggerMessage(3, LogLevel.Error, "Message {MessageId} could not be handed over; it stays in the outbox and is tried again.")]
    private static partial void LogFailed(ILogger logger, string messageId, Exception error);
}
