using System.Collections.Immutable;
using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Messaging;

/// <summary>The way of a message from the outbox to its channel: the final check, the outcome, the next attempt.</summary>
internal static class HandOverRules
{
    /// <summary>Judges the message as things stand now (I4). What passes is being handed over from then on.</summary>
    public static Turn Clear(CustomerState state, ClearanceInput input, DateTimeOffset now, DefinitionSet definitions)
    {
        if (Find(state, input.MessageId) is not { } message)
        {
            return Turn.Nothing(state);
        }

        var turn = TurnBuilder.Begin(state, definitions, $"clearance {message.Id}", now);
        if (message.Recalled)
        {
            TakeBack(turn, message);
            LookAhead.Release(turn);
            return turn.Finish();
        }

        if (message.Call is not null)
        {
            return CallRules.Clear(turn, message);
        }

        var obstacle = turn.Now >= message.ExpiresAt
            ? $"it expired at {Moments.Format(message.ExpiresAt)}"
            : ChannelRules.Obstacle(state, message.Channel, message.Purpose, definitions.Brand);
        if (obstacle is not null)
        {
            if (turn.Now >= message.ExpiresAt || !ChangeChannel(turn, message, obstacle))
            {
                Withhold(turn, message, obstacle);
            }

            LookAhead.Release(turn);
            return turn.Finish();
        }

        if (SendingJudge.AtHandOver(turn, message) is { } rule)
        {
            Hold(turn, message, rule);
            LookAhead.Release(turn);
            return turn.Finish();
        }

        var begun = message with
        {
            Status = MessageStatus.HandingOver,
            HeldBy = null,
            Attempts = message.Attempts + 1,
            RetryAt = null,
            Address = definitions.IdsPass ? null : AddressRules.MarkOf(state, definitions.Brand.Channel(message.Channel)!),
        };
        Replace(turn, message, begun);
        return turn.FinishSilently(new(state.Id, begun, ChannelRules.Address(state, message.Channel, definitions.Brand)));
    }

    public static Turn Settle(CustomerState state, HandOverInput input, DateTimeOffset now, DefinitionSet definitions)
    {
        if (Find(state, input.MessageId) is not { } message)
        {
            return Turn.Nothing(state);
        }

        var turn = TurnBuilder.Begin(state, definitions, $"hand-over {message.Id}", now);
        switch (message.Call, input.Outcome.Result)
        {
            case (not null, _): CallRules.Settle(turn, message, input.Outcome); break;
            case (_, HandOverResult.Accepted): Accept(turn, message, input.Outcome); break;
            case (_, HandOverResult.Retry): Retry(turn, message, input.Outcome); break;
            default: GiveUp(turn, message, $"refused for good: {input.Outcome.Detail}"); break;
        }

        LookAhead.Release(turn);
        return turn.Finish();
    }

    /// <summary>Gives messages whose next attempt is due back to be handed over.</summary>
    public static void TakeDue(TurnBuilder turn)
    {
        foreach (var message in turn.State.Outbox)
        {
            if (message.RetryAt is null || message.RetryAt > turn.Now)
            {
                continue;
            }

            var again = message with { Status = MessageStatus.Waiting, HeldBy = null, RetryAt = null };
            Replace(turn, message, again);
            turn.PostAgain(again);
        }
    }

    /// <summary>The message as it waits for what holds it.</summary>
    public static Message Held(Message message, Obstacle obstacle) =>
        message with { Status = MessageStatus.Held, HeldBy = obstacle.Reason, RetryAt = Moments.ToMicroseconds(obstacle.HeldUntil!.Value) };

    /// <summary>What they are held by may no longer hold: due at once, each judged anew.</summary>
    public static void JudgeHeldAgain(TurnBuilder turn)
    {
        foreach (var message in turn.State.Outbox)
        {
            if (message.Status == MessageStatus.Held)
            {
                Replace(turn, message, message with { RetryAt = turn.Now });
            }
        }
    }

    /// <summary>
    /// A message whose channel was chosen goes by the next that reaches the customer. Its place in that channel is awaited anew. Not after an
    /// attempt: the first channel's provider may have it, and that of another does not know its id.
    /// </summary>
    private static bool ChangeChannel(TurnBuilder turn, Message message, string obstacle)
    {
        var brand = turn.Definitions.Brand;
        if (!message.Preferred || message.Attempts > 0
            || ChannelRules.Choose(turn.State, SendStep.Preferred, message.Purpose, brand).Channel is not { } channel)
        {
            return false;
        }

        var next = message with { Channel = channel, Status = MessageStatus.Held, HeldBy = HoldReason.Channel, RetryAt = turn.Now };
        Replace(turn, message, next);
        turn.Tell(LineKind.Held, $"{message.Template} goes by {channel}: {obstacle}.", message.Origin, subject: message.Id);
        return true;
    }

    private static void Hold(TurnBuilder turn, Message message, Obstacle obstacle)
    {
        if (obstacle.HeldUntil is null)
        {
            Withhold(turn, message, obstacle.Why);
            if (obstacle.IsControl)
            {
                TrialRules.HeldBack(turn, message);
            }

            return;
        }

        Replace(turn, message, Held(message, obstacle));
        turn.Tell(LineKind.Held, $"{message.Template} held: {obstacle.Why}.", message.Origin, subject: message.Id);
    }

    private static void Withhold(TurnBuilder turn, Message message, string why)
    {
        Remove(turn, message);
        turn.Tell(LineKind.Withheld, $"{message.Template} not handed over: {why}.", message.Origin, subject: message.Id);
    }

    private static void Accept(TurnBuilder turn, Message message, HandOverOutcome outcome)
    {
        Remove(turn, message);
        CapRules.Count(turn, message);
        GoalRules.Remember(turn, message);
        TrialRules.HandedOver(turn, message);
        var sent = new SentMessage(message.Id, message.Origin, message.Channel, turn.Now) { Address = message.Address };
        turn.Set.Sent = turn.State.Sent.Add(sent, CustomerLimits.SentMax);
        turn.Tell(LineKind.HandedOver, $"{message.Template} handed to {message.Channel}: {outcome.Detail}.", message.Origin, subject: message.Id);
    }

    private static void Retry(TurnBuilder turn, Message message, HandOverOutcome outcome)
    {
        if (message.Recalled)
        {
            TakeBack(turn, message);
            return;
        }

        var wait = Backoff.Wait(message.Id, message.Attempts, outcome.RetryAfter);
        if (message.Attempts >= Backoff.AttemptsMax || wait >= message.ExpiresAt - turn.Now)
        {
            GiveUp(turn, message, $"{outcome.Detail}; attempt {message.Attempts} was the last before it expires or the attempts end");
            return;
        }

        // In the resolution of a turn's time: a moment between two microseconds would never be reached.
        var next = Moments.ToMicroseconds(turn.Now + wait);
        Replace(turn, message, message with { Status = MessageStatus.Waiting, RetryAt = next });
        turn.Tell(LineKind.Retry, $"{message.Template}: attempt {message.Attempts} failed ({outcome.Detail}); next at {Moments.Format(next)}.", message.Origin, subject: message.Id);
    }

    private static void TakeBack(TurnBuilder turn, Message message)
    {
        Remove(turn, message);
        var text = $"{message.Template} by {message.Channel} taken back: its run was ended during an attempt that did not succeed.";
        turn.Tell(LineKind.Withdrawn, text, message.Origin, subject: message.Id);
    }

    private static void GiveUp(TurnBuilder turn, Message message, string why)
    {
        Remove(turn, message);
        turn.Tell(LineKind.Failed, $"{message.Template} by {message.Channel} given up: {why}.", message.Origin, subject: message.Id);
    }

    private static Message? Find(CustomerState state, string messageId) =>
        IndexOf(state.Outbox, messageId) is >= 0 and var at ? state.Outbox[at] : null;

    public static void Replace(TurnBuilder turn, Message message, Message by) =>
        turn.Set.Outbox = turn.State.Outbox.Replace(message, by);

    public static void Remove(TurnBuilder turn, Message message)
    {
        turn.Set.Outbox = turn.State.Outbox.RemoveAt(IndexOf(turn.State.Outbox, message.Id));
        if (!turn.State.Ended.IsEmpty)
        {
            ForgetEnded(turn, message.RunId);
        }
    }

    /// <summary>A run at its end is kept for the exits of its journey, until its last message is handed over.</summary>
    private static void ForgetEnded(TurnBuilder turn, string runId)
    {
        if (turn.State.Outbox.All(waiting => waiting.RunId != runId))
        {
            turn.Set.Ended = turn.State.Ended.RemoveAll(run => run.Id == runId);
        }
    }

    private static int IndexOf(ImmutableArray<Message> outbox, string messageId)
    {
        for (var at = 0; at < outbox.Length; at++)
        {
            if (outbox[at].Id == messageId)
            {
                return at;
            }
        }

        return -1;
    }
}
