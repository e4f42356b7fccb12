using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Journeys;

/// <summary>The runs of a turn's state: replacing one, ending one.</summary>
internal static class RunTable
{
    public static void Put(TurnBuilder turn, Run run)
    {
        var at = IndexOf(turn, run.Id);
        turn.Set.Runs = at < 0 ? turn.State.Runs.Add(run) : turn.State.Runs.SetItem(at, run);
    }

    public static void Remove(TurnBuilder turn, Run run)
    {
        var at = IndexOf(turn, run.Id);
        if (at >= 0)
        {
            turn.Set.Runs = turn.State.Runs.RemoveAt(at);
        }
    }

    /// <summary>Takes back what the run decided and no attempt has begun to hand over (I4).</summary>
    /// <param name="only">The one that is taken back; null: all.</param>
    public static void Withdraw(TurnBuilder turn, Run run, string? only = null)
    {
        foreach (var message in turn.State.Outbox)
        {
            if (message.RunId != run.Id || (only is not null && message.Id != only))
            {
                continue;
            }

            if (message.Status == MessageStatus.HandingOver)
            {
                turn.Set.Outbox = turn.State.Outbox.Replace(message, message with { Recalled = true });
                var text = $"{message.Template} is being handed over: too late to take back, unless that fails.";
                turn.Tell(LineKind.Step, text, run, message.Id);
                continue;
            }

            turn.Set.Outbox = turn.State.Outbox.RemoveAll(waiting => waiting.Id == message.Id);
            turn.Tell(LineKind.Withdrawn, $"{message.Template} by {message.Channel} taken back before it was handed over.", run, message.Id);
        }
    }

    private static int IndexOf(TurnBuilder turn, string runId)
    {
        for (var at = 0; at < turn.State.Runs.Length; at++)
        {
            if (turn.State.Runs[at].Id == runId)
            {
                return at;
            }
        }

        return -1;
    }
}
