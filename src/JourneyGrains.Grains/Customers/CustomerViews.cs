using System.Text;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Offers;

namespace JourneyGrains.Grains.Customers;

/// <summary>States and entries in the form services see.</summary>
internal static class CustomerViews
{
    public static CustomerView Of(CustomerState state, Brand brand, DateTimeOffset now) => new(
        state.Id,
        state.Turns > 0,
        state.Forgotten,
        $"{state.Profile.FirstName} {state.Profile.LastName}".Trim() is { Length: > 0 } name ? name : null,
        state.Profile.Language,
        state.Profile.TimeZone,
        state.Profile.PreferredChannel,
        [.. state.Profile.Addresses.Keys],
        [.. state.Consents.Select(ConsentOf)],
        state.Purchases.Orders,
        state.Purchases.Spend,
        state.Loyalty.Balance,
        state.Loyalty.Tier,
        [.. state.Runs.Select(run => new RunView(run.Journey, run.Key, run.StepId, run.StartedAt, run.DueAt)
        {
            Version = run.Version,
            Arms = [.. (run.Arms ?? []).Where(arm => arm.Split.Length > 0).Select(arm => $"{arm.Split}: {arm.Arm}{(arm.Control ? " (control)" : "")}")],
        })],
        [.. state.Outbox.Select(message => new MessageView(
            message.Id, message.Origin, message.Template, message.Channel,
            message.HeldBy is { } by ? $"HeldBy{by}" : message.Status.ToString(), message.DecidedAt, message.ExpiresAt, message.RetryAt))],
        state.NextDueAt,
        Encoding.UTF8.GetString(CoreJson.Write(state)))
    {
        Sending = Of(SendingStatus.Of(state, brand, now)),
        Vouchers = [.. (state.Wallet?.Vouchers ?? []).Select(voucher => Of(voucher, now))],
        Segments = [.. (state.Segments ?? []).Select(known => new MembershipView(known.Segment, known.Since))],
    };

    private static VoucherView Of(Voucher voucher, DateTimeOffset now) => new(
        voucher.Offer, voucher.Code, voucher.Kind.ToString(), voucher.Value, voucher.Origin, voucher.IssuedAt, voucher.ExpiresAt, voucher.RedeemedAt,
        voucher.RedeemedAt is not null ? "Redeemed" : voucher.IsOpen(now) ? "Open" : "Expired");

    private static SendingView Of(SendingStatus status) => new(
        status.TimeZone,
        [.. status.Caps.Select(cap => new CapView(cap.Name, cap.Used, cap.Most, cap.Window, cap.FreeAt))],
        [.. status.Quiet.Select(quiet => new QuietView(quiet.Channel, quiet.Purpose, quiet.Until))])
    {
        InControlGroup = status.InControlGroup,
    };

    public static TranscriptPage Page(IReadOnlyList<byte[]> entries, int most)
    {
        var texts = entries.Select(Encoding.UTF8.GetString).ToArray();
        var next = entries.Count == most ? CoreJson.ReadEntry(entries[^1]).Number : 0;
        return new(texts, next > 1 ? next : 0);
    }

    private static ConsentView ConsentOf(Consent consent) => new(consent.Channel, consent.Purpose, consent.Granted, consent.At, consent.Evidence)
    {
        Pending = consent.Pending,
        ConfirmedAt = consent.ConfirmedAt,
        ConfirmationEvidence = consent.ConfirmationEvidence,
    };
}
