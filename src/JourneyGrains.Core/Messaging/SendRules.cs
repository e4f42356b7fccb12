using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Messaging;

/// <summary>Decides a message: by which channel, until when, with what data; or why not.</summary>
internal static class SendRules
{
    public static void Decide(TurnBuilder turn, SendStep send, Run run) =>
        Decide(
            turn,
            new(run.Journey, run.Key, run.Id, run.Place(send.Id), send.Template, send.Channel, send.Purpose, send.Expires, send.Terms, run.Arms)
            {
                Version = run.Version,
            },
            turn.StepScope(run));

    /// <returns>Whether a message was decided.</returns>
    public static bool Decide(TurnBuilder turn, SendOrder order, Scope scope)
    {
        if (turn.State.Outbox.Length >= CustomerLimits.OutboxMax)
        {
            Tell(turn, order, LineKind.Limit, $"{order.Template} not sent: {CustomerLimits.OutboxMax} messages wait to be handed over, which is the most.");
            return false;
        }

        var choice = ChannelRules.Choose(turn.State, order.Channel, order.Purpose, turn.Definitions.Brand);
        if (choice.Channel is not { } channel)
        {
            Tell(turn, order, LineKind.Withheld, $"{order.Template} not sent: {choice.WhyNot}.");
            return false;
        }

        var expires = Expiry.At(order.Expires, turn.Definitions.Brand.ExpiresDefault, scope);
        if (expires <= turn.Now)
        {
            Tell(turn, order, LineKind.Withheld, $"{order.Template} not sent: it expired at {Moments.Format(expires)}.");
            return false;
        }

        var message = Compose(turn, order, channel, expires, scope);
        var obstacle = SendingJudge.AtDecision(turn, message);
        if (obstacle is { HeldUntil: null })
        {
            Tell(turn, order, LineKind.Withheld, $"{order.Template} not sent: {obstacle.Why}.");
            if (obstacle.IsControl)
            {
                TrialRules.HeldBack(turn, message);
            }

            return false;
        }

        Tell(turn, order, LineKind.Sent, $"{order.Template} by {channel} for {order.Purpose}, until {Moments.Format(expires)}.", message.Id);
        if (obstacle is not null)
        {
            turn.Hold(HandOverRules.Held(message, obstacle));
            Tell(turn, order, LineKind.Held, $"{order.Template} held: {obstacle.Why}.", message.Id);
            return true;
        }

        turn.Post(message);
        return true;
    }

    /// <summary>The message as a step would decide it then, for what the rules of sending look at; null: no channel would carry it.</summary>
    public static Message? Expected(CustomerState customer, SendStep send, Run run, in Scope scope, Brand brand)
    {
        if (ChannelRules.Choose(customer, send.Channel, send.Purpose, brand).Channel is not { } channel)
        {
            return null;
        }

        return new()
        {
            Id = "",
            Origin = run.Journey,
            Template = send.Template,
            Channel = channel,
            Purpose = send.Purpose,
            Language = "",
            DecidedAt = scope.Now,
            ExpiresAt = Expiry.At(send.Expires, brand.ExpiresDefault, scope),
            Tags = send.Terms.Tags.IsEmpty ? null : send.Terms.Tags,
            Arms = run.Arms,
            Priority = send.Terms.Priority,
            Overrides = send.Terms.Overrides,
            Uncounted = IsUncounted(send.Terms, send.Purpose, brand),
        };
    }

    private static bool IsUncounted(SendTerms terms, string purpose, Brand brand) => !(terms.Counts ?? !brand.IsTransactional(purpose));

    private static Message Compose(TurnBuilder turn, SendOrder order, string channel, DateTimeOffset expires, Scope scope) => new()
    {
        Id = turn.Definitions.Id(turn.State.Id, order.Origin, order.RunId, order.StepId),
        Origin = order.Origin,
        RunId = order.RunId,
        Template = order.Template,
        Channel = channel,
        Purpose = order.Purpose,
        Preferred = order.Channel == SendStep.Preferred,
        Language = turn.State.Profile.Language ?? turn.Definitions.Brand.Language,
        DecidedAt = turn.Now,
        ExpiresAt = expires,
        Tags = order.Terms.Tags.IsEmpty ? null : order.Terms.Tags,
        Arms = order.Arms,
        Priority = order.Terms.Priority,
        Overrides = order.Terms.Overrides,
        Uncounted = IsUncounted(order.Terms, order.Purpose, turn.Definitions.Brand),
        Data = Captured(turn.Definitions, order, scope),
    };

    /// <summary>What the template reads; nothing in a rehearsal, whose messages nobody reads.</summary>
    private static ValueMap Captured(DefinitionSet definitions, SendOrder order, in Scope scope) =>
        !definitions.Rehearses && definitions.Template(order.Template, order.Origin, order.Version) is { } template
            ? TemplateData.Capture(template, scope)
            : ValueMap.Empty;

    private static void Tell(
        TurnBuilder turn,
        SendOrder order,
        LineKind kind,
        [InterpolatedStringHandlerArgument(nameof(turn), nameof(kind))] LineText text,
        string? subject = null) => turn.Tell(kind, text.Made(), order.Origin, order.Key, subject ?? order.Template);
}

/// <summary>What is to be sent and where it comes from: a step of a run, or a wave (then without run and key).</summary>
internal sealed record SendOrder(
    string Origin, string? Key, string RunId, string StepId, string Template, string Channel, string Purpose, Expression? Expires, SendTerms Terms,
    ImmutableArray<ArmTaken>? Arms = null)
{
    /// <summary>The version of the run's journey; empty for a wave.</summary>
    public string Version { get; init; } = "";
}
