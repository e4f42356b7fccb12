using System.Text;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Properties;

/// <summary>What holds for every life, tried on lives by chance. The seed is in the test's name: run it again with that.</summary>
public sealed class AnyLifeTests
{
    public static TheoryData<int> Seeds => Chance.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_state_reads_back_as_what_it_was_and_its_life_goes_on_alike(int seed)
    {
        var kept = ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed));
        var stored = ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed), afterTurn: state =>
        {
            var bytes = StateEncoding.Write(state);
            var read = StateEncoding.Read(bytes);
            Assert.Equal(bytes, StateEncoding.Write(read));
            Assert.Equal(Encoding.UTF8.GetString(CoreJson.Write(state)), Encoding.UTF8.GetString(CoreJson.Write(read)));
            return read;
        });

        Assert.True(kept.State.Turns > 100, "The life is too short to show anything.");
        Assert.Equal(kept.State.Chain, stored.State.Chain);
        Assert.Equal(Encoding.UTF8.GetString(CoreJson.Write(kept.State)), Encoding.UTF8.GetString(CoreJson.Write(stored.State)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_state_stored_in_the_first_form_reads_as_the_same_state(int seed)
    {
        foreach (var turn in ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed)).Turns)
        {
            Assert.Equal(StateEncoding.Write(turn.State), StateEncoding.Write(StateEncoding.Read(CoreJson.Write(turn.State))));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_transcript_entry_reads_back_as_what_it_was(int seed)
    {
        foreach (var turn in ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed)).Turns.Where(turn => turn.Entry is not null))
        {
            var bytes = CoreJson.Write(turn.Entry!);
            Assert.Equal(bytes, CoreJson.Write(CoreJson.ReadEntry(bytes)));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_chain_is_the_hash_of_the_transcript_and_its_numbers_have_no_gap(int seed)
    {
        var life = ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed));
        var entries = life.Turns.Select(turn => turn.Entry).OfType<TranscriptEntry>().ToList();

        Assert.Equal(life.State.Chain, entries.Aggregate("", CoreJson.Chain));
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Number));
        Assert.Equal(entries.Select(entry => entry.At).Order(), entries.Select(entry => entry.At));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_rehearsal_decides_the_same_and_says_why_not_in_the_same_words(int seed)
    {
        var life = ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed));
        var rehearsed = ChanceLife.Of(Shop.Definitions.ForRehearsal(), Chance.Inputs(seed));

        Assert.Equal(CoreJson.Write(life.State with { Chain = "" }), CoreJson.Write(rehearsed.State));
        Assert.Equal(life.Turns.SelectMany(Told), rehearsed.Turns.SelectMany(Told));
        Assert.All(rehearsed.Turns, turn => Assert.Null(turn.EntryJson));

        static IEnumerable<TranscriptLine> Told(Turn turn) =>
            (turn.Entry?.Lines ?? []).Select(line => line.Kind.TellsWhyNot() ? line : line with { Text = "" });
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Catching_up_in_more_and_smaller_parts_changes_nothing(int seed)
    {
        var whole = ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed));
        var parts = ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed), stopsBetween: 7);

        Assert.Equal(whole.State.Chain, parts.State.Chain);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_event_repeated_anywhere_changes_nothing(int seed)
    {
        var inputs = Chance.Inputs(seed);
        var random = new Random(seed);
        var repeated = new List<(Input Input, DateTimeOffset Arrival)>();
        for (var at = 0; at < inputs.Count; at++)
        {
            repeated.Add(inputs[at]);
            if (inputs[random.Next(at + 1)] is { Input: EventInput again } && random.Next(2) == 0)
            {
                // Under its old offset as a redelivery, or published anew under a new one that is no new place.
                repeated.Add((random.Next(2) == 0 ? again : again with { Offset = -1 }, inputs[at].Arrival));
            }
        }

        Assert.True(repeated.Count > inputs.Count + 20);
        Assert.Equal(
            ChanceLife.Of(Shop.Definitions, inputs).State.Chain, ChanceLife.Of(Shop.Definitions, repeated).State.Chain);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_limit_is_exceeded(int seed)
    {
        foreach (var state in ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed, 400)).Turns.Select(turn => turn.State))
        {
            Assert.InRange(state.Runs.Length, 0, CustomerLimits.RunsMax);
            Assert.InRange(state.Outbox.Length, 0, CustomerLimits.OutboxMax);
            Assert.InRange(state.Ended.Length, 0, CustomerLimits.OutboxMax);
            Assert.InRange(state.Recent.Events.Length, 0, CustomerLimits.RecentMax);
            Assert.InRange(state.Seen.Length, 0, CustomerLimits.SeenMax);
            Assert.InRange(state.Goals.Length, 0, CustomerLimits.GoalsMax);
            Assert.InRange(state.Entered.Length, 0, CustomerLimits.EnteredMax);
            Assert.InRange(state.Sent.Length, 0, CustomerLimits.SentMax);
            Assert.InRange(state.Purchases.Known.Length, 0, CustomerLimits.OrdersMax);
            Assert.InRange(state.Loyalty.Ledger.Length, 0, LoyaltyAccount.EntriesMax);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_balance_is_the_sum_of_every_entry_ever_made_and_never_negative(int seed)
    {
        var sum = 0L;
        var before = CustomerState.New("c-1");
        foreach (var turn in ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed, 400)).Turns)
        {
            var (old, now) = (before.Loyalty, turn.State.Loyalty);
            sum += ReferenceEquals(old, now) || old.Ledger == now.Ledger ? 0 : now.Ledger[^1].Points;
            Assert.Equal(sum, now.Balance);
            Assert.True(now.Balance >= 0, $"balance {now.Balance}");
            before = turn.State;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Spend_is_what_the_orders_left_after_their_refunds(int seed)
    {
        var state = ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed)).State;
        var waiting = state.Purchases.Known.Where(order => !order.Placed).Sum(order => order.Refunded);

        Assert.Equal(
            state.Purchases.Known.Where(order => order.Placed).Sum(order => order.Total - order.Refunded) - waiting, state.Purchases.Spend);
        Assert.All(state.Purchases.Known.Where(order => order.Placed), order => Assert.InRange(order.Refunded, 0, order.Total));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_message_is_decided_or_handed_over_without_address_and_consent_where_its_purpose_needs_it(int seed)
    {
        foreach (var turn in ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed)).Turns)
        {
            var newly = turn.Decided.Where(message => message.DecidedAt == turn.State.Clock && message.Attempts == 0);
            foreach (var message in newly.Concat(turn.Cleared is { } cleared ? [cleared.Message] : []))
            {
                Assert.True(message.Purpose == "service" || turn.State.Consents.Any(
                    consent => consent.Channel == message.Channel && consent.Purpose == message.Purpose
                        && consent.Granted), message.Template);
                var kind = Make.Brand.Channel(message.Channel)!.Address;
                var mark = AddressRules.Mark(kind, turn.State.Profile.Addresses[kind]);
                Assert.DoesNotContain(turn.State.Suppressions, known => known.Address is null ? known.Channel == message.Channel : known.Address == mark);
                Assert.True(message.ExpiresAt > turn.State.Clock);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_message_id_is_decided_once_and_every_message_comes_to_one_end(int seed)
    {
        var life = ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed));
        var lines = life.Turns.Select(turn => turn.Entry).OfType<TranscriptEntry>().SelectMany(entry => entry.Lines).ToList();
        var decided = lines.Where(line => line.Kind == LineKind.Sent).Select(line => line.Subject!).ToList();
        var ended = lines
            .Where(line => line.Kind is LineKind.HandedOver or LineKind.Failed or LineKind.Withdrawn
                || (line.Kind == LineKind.Withheld && decided.Contains(line.Subject!)))
            .Select(line => line.Subject!);

        Assert.NotEmpty(decided);
        Assert.Equal(decided.Count, decided.Distinct().Count());
        Assert.Equal(decided.Order(), ended.Concat(life.State.Outbox.Select(message => message.Id)).Order());
    }
}
