using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers;

/// <summary>Consents by channel and purpose with their evidence; where the purpose asks for it, confirmed a second time.</summary>
internal static class ConsentRules
{
    public static void Change(TurnBuilder turn, CustomerEvent input)
    {
        if (Named(turn, input) is not var (channel, purpose))
        {
            return;
        }

        var known = Find(turn, channel, purpose);
        var at = turn.Happened(input);
        if (known is not null && known.At > at)
        {
            turn.Tell(LineKind.Fact, $"A newer consent for {channel}/{purpose} is known: this one changes nothing.");
            return;
        }

        var granted = input["granted"].AsBool();
        var evidence = Evidence(input);
        var rules = turn.Definitions.Brand.Purpose(purpose)!;
        if (granted && rules.NeedsEvidence && evidence is null)
        {
            turn.Tell(LineKind.Fact, $"Consent for {channel}/{purpose} is not kept: it comes without evidence, which this purpose needs.");
            return;
        }

        // Given again, what was confirmed stays confirmed.
        var confirmed = granted && known is { Granted: true, Pending: false } ? known : null;
        var pending = granted && rules.DoubleOptIn.Contains(channel) && confirmed is null;
        Put(turn, known, new(channel, purpose, granted, at, evidence, input.Id)
        {
            Pending = pending,
            ConfirmedAt = confirmed?.ConfirmedAt,
            ConfirmedBy = confirmed?.ConfirmedBy,
            ConfirmationEvidence = confirmed?.ConfirmationEvidence,
        });
        turn.Tell(
            LineKind.Fact, $"Consent for {channel}/{purpose} {(pending ? "given, to be confirmed" : granted ? "granted" : "withdrawn")}.");
    }

    public static void Confirm(TurnBuilder turn, CustomerEvent input)
    {
        if (Named(turn, input) is not var (channel, purpose))
        {
            return;
        }

        var at = turn.Happened(input);
        if (Find(turn, channel, purpose) is not { Granted: true, Pending: true } known || known.At > at)
        {
            turn.Tell(LineKind.Fact, $"No consent for {channel}/{purpose} waits to be confirmed: nothing changes.");
            return;
        }

        Put(turn, known, known with { Pending = false, ConfirmedAt = at, ConfirmedBy = input.Id, ConfirmationEvidence = Evidence(input) });
        turn.Tell(LineKind.Fact, $"Consent for {channel}/{purpose} confirmed.");
    }

    private static (string Channel, string Purpose)? Named(TurnBuilder turn, CustomerEvent input)
    {
        var (channel, purpose) = (input["channel"].AsText(), input["purpose"].AsText());
        if (turn.Definitions.Brand.Channel(channel) is not null && turn.Definitions.Brand.Purpose(purpose) is not null)
        {
            return (channel, purpose);
        }

        turn.Tell(LineKind.Fact, $"The brand has no channel '{channel}' with purpose '{purpose}': the consent is not kept.");
        return null;
    }

    private static Consent? Find(TurnBuilder turn, string channel, string purpose) =>
        turn.State.Consents.FirstOrDefault(consent => consent.Channel == channel && consent.Purpose == purpose);

    private static string? Evidence(CustomerEvent input) => input["evidence"].Kind == ValueKind.Text ? input["evidence"].AsText() : null;

    private static void Put(TurnBuilder turn, Consent? known, Consent next)
    {
        var consents = turn.State.Consents;
        if (known is not null)
        {
            turn.Set.Consents = consents.SetItem(consents.IndexOf(known), next);
            return;
        }

        // In order of channel and purpose, so that how they came does not show.
        var at = 0;
        while (at < consents.Length && IsBefore(consents[at], next))
        {
            at++;
        }

        turn.Set.Consents = consents.Insert(at, next);
    }

    private static bool IsBefore(Consent one, Consent other) => string.CompareOrdinal(one.Channel, other.Channel) is var order && order != 0
        ? order < 0
        : string.CompareOrdinal(one.Purpose, other.Purpose) < 0;
}
