using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Segments;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Calls;

/// <summary>
/// Calls to other systems. A call is handed over as a message is: it stands in the outbox, is committed before an attempt begins, carries an id by
/// which a repeated one is recognised, and is withdrawn by an exit. The run waits for its answer, which is an input of its own, so a replay has it.
/// </summary>
internal static class CallRules
{
    /// <summary>The first wait after a failed attempt; doubled with each.</summary>
    private static readonly TimeSpan RetryFirst = TimeSpan.FromSeconds(2);

    /// <summary>Puts the call into the outbox; the run waits at it.</summary>
    /// <returns>Where the run goes on at once: the call cannot be made. Null: it waits.</returns>
    public static int? Begin(TurnBuilder turn, CallStep call, Run run)
    {
        if (turn.State.Outbox.FirstOrDefault(message => message.Id == IdOf(turn, call, run)) is { } under)
        {
            // Other definitions moved the run away and it came back: what it asked is being asked still.
            HandOverRules.Replace(turn, under, under with { Recalled = false });
            RunTable.Put(turn, run with { StepId = call.Id, DueAt = under.ExpiresAt });
            turn.Tell(LineKind.Step, $"{call.Name} is called already; waits for the answer until {Moments.Format(under.ExpiresAt)}.", run, under.Id);
            return null;
        }

        if (turn.State.Outbox.Length >= CustomerLimits.OutboxMax)
        {
            turn.Tell(LineKind.Limit, $"{call.Name} not called: {CustomerLimits.OutboxMax} messages wait to be handed over, which is the most.", run);
            return call.Failed;
        }

        if (Request(call, turn.StepScope(run)) is not { } request)
        {
            var text = $"{call.Name} not called: {CallRequest.UrlLengthMax} characters of address and {CallRequest.BodyLengthMax} of body are the most.";
            turn.Tell(LineKind.Limit, text, run);
            return call.Failed;
        }

        var until = Moments.ToMicroseconds(turn.Now + call.For);
        var message = new Message
        {
            Id = IdOf(turn, call, run),
            Origin = run.Journey,
            RunId = run.Id,
            Template = call.Name,
            Channel = $"{CallRequest.ChannelPrefix}{call.Host}",
            Purpose = "",
            Language = "",
            DecidedAt = turn.Now,
            ExpiresAt = until,
            Overrides = true,
            Uncounted = true,
            Priority = int.MinValue,
            Call = request,
        };
        RunTable.Put(turn, run with { StepId = call.Id, WaitingSince = turn.Now, DueAt = until });
        turn.Tell(LineKind.Called, $"{call.Name} is to be called at {call.Host}; waits for the answer until {Moments.Format(until)}.", run, message.Id);
        turn.Post(message);
        return null;
    }

    /// <summary>The call's turn at its host has come: it begins unless its time is over.</summary>
    public static Turn Clear(TurnBuilder turn, Message message)
    {
        if (turn.Now >= message.ExpiresAt)
        {
            HandOverRules.Remove(turn, message);
            turn.Tell(LineKind.Step, $"{message.Template} not called any more: its time is over.", message.Origin, subject: message.Id);
            return turn.Finish();
        }

        var begun = message with { Status = MessageStatus.HandingOver, Attempts = message.Attempts + 1, RetryAt = null };
        HandOverRules.Replace(turn, message, begun);
        return turn.FinishSilently(new(turn.State.Id, begun, ""));
    }

    /// <summary>What became of an attempt.</summary>
    public static void Settle(TurnBuilder turn, Message message, HandOverOutcome outcome)
    {
        var next = Moments.ToMicroseconds(turn.Now + Backoff.Wait(message.Id, message.Attempts, outcome.RetryAfter, RetryFirst));
        var late = next >= message.ExpiresAt;
        if (outcome.Result == HandOverResult.Retry && !message.Recalled && !late && message.Attempts < Backoff.AttemptsMax)
        {
            Retry(turn, message, outcome, next);
            return;
        }

        HandOverRules.Remove(turn, message);
        if (Waiting(turn, message) is not var (journey, call, run))
        {
            turn.Tell(LineKind.Step, $"{message.Template} came back ({outcome.Detail}) when its run had gone on: it is not used.", message.Origin, subject: message.Id);
        }
        else if (outcome is { Result: HandOverResult.Accepted })
        {
            turn.Tell(LineKind.Answered, $"{message.Template} answered: {outcome.Detail}.", run, message.Id);
            run = StepRules.Assign(turn, call.Into, run, turn.StepScope(run) with { Matched = AnswerOf(turn, outcome.Answer) });
            StepRules.Forward(turn, journey, run, call.Next);
        }
        else
        {
            turn.Tell(LineKind.CallFailed, $"{message.Template} failed: {outcome.Detail}{After(message, outcome, late)}.", run, message.Id);
            StepRules.Forward(turn, journey, run, call.Failed);
        }

        JourneyRules.TakeStarts(turn);
        SegmentRules.Settle(turn);
    }

    /// <summary>The run no longer waits for the answer of a call: what it asked is withdrawn.</summary>
    public static void Leave(TurnBuilder turn, Run run)
    {
        foreach (var message in turn.State.Outbox)
        {
            if (message is { Call: not null, Recalled: false } && message.RunId == run.Id)
            {
                RunTable.Withdraw(turn, run, only: message.Id);
            }
        }
    }

    /// <summary>No answer came in time.</summary>
    public static void TimeOut(TurnBuilder turn, Journey journey, CallStep call, Run run)
    {
        turn.Tell(LineKind.CallFailed, $"{call.Name} did not answer within {Durations.Format(call.For)}.", run, IdOf(turn, call, run));
        Leave(turn, run);
        StepRules.Forward(turn, journey, run, call.Timeout);
    }

    /// <summary>The run that waits for this call and still may have its answer.</summary>
    private static (Journey Journey, CallStep Call, Run Run)? Waiting(TurnBuilder turn, Message message) =>
        !message.Recalled && turn.State.Runs.FirstOrDefault(known => known.Id == message.RunId) is { } run && run.DueAt > turn.Now
        && turn.Definitions.JourneyOf(run) is { } journey && journey.Find(run.StepId) is CallStep call && IdOf(turn, call, run) == message.Id
            ? (journey, call, run)
            : null;

    private static void Retry(TurnBuilder turn, Message message, HandOverOutcome outcome, DateTimeOffset next)
    {
        HandOverRules.Replace(turn, message, message with { Status = MessageStatus.Waiting, RetryAt = next });
        var text = $"{message.Template}: attempt {message.Attempts} failed ({outcome.Detail}); next at {Moments.Format(next)}.";
        turn.Tell(LineKind.Retry, text, message.Origin, subject: message.Id);
    }

    /// <summary>One that was refused is told alike whether or not a crash made the silo ask twice.</summary>
    private static string After(Message message, HandOverOutcome outcome, bool late)
    {
        if (outcome.Result != HandOverResult.Retry)
        {
            return "";
        }

        var attempts = message.Attempts == 1 ? "1 attempt" : $"{message.Attempts} attempts";
        return late && message.Attempts < Backoff.AttemptsMax ? $", after {attempts}; there is no time for another" : $", after {attempts}";
    }

    private static CustomerEvent AnswerOf(TurnBuilder turn, CallAnswer? answer) => new(
        "", turn.State.Id, "", turn.Now, Value.Of(ValueMap.Of(("body", answer?.Body ?? Value.Null), ("status", Value.Of(answer?.Status ?? 0)))));

    private static string IdOf(TurnBuilder turn, CallStep call, Run run) => StableHashing.Id(turn.State.Id, run.Journey, run.Id, run.Place(call.Id), "call");

    /// <summary>Null where it is larger than a call may be.</summary>
    private static CallRequest? Request(CallStep call, Scope scope)
    {
        var url = new System.Text.StringBuilder(call.Url);
        foreach (var (name, value) in NamedExpression.Evaluate(call.Query, scope))
        {
            url.Append(url.Length == call.Url.Length && !call.Url.Contains('?', StringComparison.Ordinal) ? '?' : '&')
                .Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value.ToString()));
        }

        var fields = NamedExpression.Evaluate(call.Body, scope).ToList();
        if (url.Length > CallRequest.UrlLengthMax || fields.Any(field => !ValueSize.IsWithin(field.Value, CallRequest.BodyLengthMax)))
        {
            return null;
        }

        var body = call.HasBody ? CallJson.Write(fields) : null;
        return body?.Length > CallRequest.BodyLengthMax ? null : new(call.Method, url.ToString(), body);
    }
}
