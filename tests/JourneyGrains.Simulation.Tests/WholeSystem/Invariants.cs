using System.Text;
using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.Tests.WholeSystem;

/// <summary>What holds after every turn, whatever came in.</summary>
internal static class Invariants
{
    /// <returns>The state after the turn, as it is stored.</returns>
    public static byte[] Check(CustomerState before, Turn turn, DefinitionSet definitions)
    {
        var after = turn.State;
        Assert.True(after.Clock >= before.Clock, "A customer's time went back.");
        Assert.True(after.LogOffset >= before.LogOffset, "The place in the log went back.");
        Assert.Equal(before.Turns + (turn.Entry is null ? 0 : 1), after.Turns);
        Assert.Equal(turn.Entry is null ? before.Chain : CoreJson.Chain(before.Chain, turn.Entry), after.Chain);
        Assert.True(after.Loyalty.Balance >= 0, "The balance is negative.");
        Limits(after);
        Exits(after, turn);
        Controls(before, after);
        if (turn.Cleared is { } cleared)
        {
            MayGo(before, cleared, definitions);
        }

        // Asked twice, it answers the same: nothing hides outside the state.
        var stored = CoreJson.Write(after);
        var again = CoreJson.Write(CoreJson.ReadState(stored));
        if (!stored.AsSpan().SequenceEqual(again))
        {
            Assert.Fail($"{Encoding.UTF8.GetString(stored)}\nis read and written as\n{Encoding.UTF8.GetString(again)}");
        }

        return stored;
    }

    private static void Limits(CustomerState state)
    {
        Assert.InRange(state.Runs.Length, 0, CustomerLimits.RunsMax);
        Assert.InRange(state.Outbox.Length, 0, CustomerLimits.OutboxMax);
        Assert.InRange(state.Goals.Length, 0, CustomerLimits.GoalsMax);
        Assert.InRange(state.Sent.Length, 0, CustomerLimits.SentMax);
        Assert.InRange(state.Wallet?.Vouchers.Length ?? 0, 0, CustomerLimits.VouchersMax);
        Assert.InRange(state.Wallet?.Issued.GetValueOrDefault("gift") ?? 0, 0, 2);
        Assert.Equal(state.Wallet?.Vouchers.Length ?? 0, state.Wallet?.Vouchers.Select(voucher => voucher.Code).Distinct().Count() ?? 0);
        Assert.InRange(state.Suppressions.Length, 0, CustomerLimits.SuppressionsMax);
        Assert.InRange(state.Caps?.Uses.Sum(use => use.At.Length) ?? 0, 0, CustomerLimits.CapUsesMax);
        Assert.Equal(state.Outbox.Length, state.Outbox.Select(message => message.Id).Distinct().Count());
        Assert.Equal(state.Runs.Length, state.Runs.Select(run => run.Id).Distinct().Count());
    }

    /// <summary>A run that an exit ended in this turn has nothing waiting any more (I4).</summary>
    private static void Exits(CustomerState after, Turn turn)
    {
        foreach (var line in turn.Entry?.Lines.Where(line => line.Kind == LineKind.Exited) ?? [])
        {
            var waiting = after.Outbox.Where(message => message.Origin == line.Origin && message.Status != MessageStatus.HandingOver);
            Assert.DoesNotContain(waiting, message => after.Runs.All(run => run.Id != message.RunId) && message.DecidedAt < after.Clock);
        }
    }

    /// <summary>A run that had taken a control arm decides nothing any more.</summary>
    private static void Controls(CustomerState before, CustomerState after)
    {
        var controls = before.Runs.Where(run => run.Arms is { } arms && arms.Any(taken => taken.Control)).Select(run => run.Id).ToHashSet();
        Assert.DoesNotContain(after.Outbox, message => message.Call is null && controls.Contains(message.RunId) && before.Outbox.All(known => known.Id != message.Id));
    }

    /// <summary>What passed the last check has consent where it needs it, an address that is not suppressed, and time left.</summary>
    private static void MayGo(CustomerState before, ClearedMessage cleared, DefinitionSet definitions)
    {
        var message = cleared.Message;
        Assert.True(message.ExpiresAt > before.Clock, "An expired message was cleared.");
        if (message.Call is not null)
        {
            Assert.Contains(before.Runs, run => run.Id == message.RunId);
            return;
        }

        var kind = definitions.Brand.Channel(message.Channel)!.Address;
        var mark = StableHashing.Id("address", kind, cleared.Address)[..16];
        Assert.DoesNotContain(before.Suppressions, known => known.Address is null ? known.Channel == message.Channel : known.Address == mark);
        if (definitions.Brand.Purpose(message.Purpose)!.NeedsConsent)
        {
            Assert.Contains(before.Consents, one => one.Channel == message.Channel && one.Purpose == message.Purpose && one.Granted && !one.Pending);
        }

        Assert.NotEmpty(cleared.Address);
    }
}
