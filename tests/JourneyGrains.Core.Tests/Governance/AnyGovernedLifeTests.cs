using System.Text;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;
using JourneyGrains.Core.Tests.Properties;
using JourneyGrains.Core.Values;
using NodaTime;
using static JourneyGrains.Core.Tests.Governance.Sending;

namespace JourneyGrains.Core.Tests.Governance;

/// <summary>What the rules of sending promise, tried on lives by chance and told by a reckoning of its own. The seed is in the test's name.</summary>
public sealed class AnyGovernedLifeTests
{
    private static readonly SendingRules Rules = new()
    {
        Tags = ["cart"],
        QuietHours = [Quiet(22, 6, MessageFilter.All with { Channels = ["push"] }, waits: false), Quiet(20, 8, Marketing)],
        Caps =
        [
            Calendar("marketing-daily", 2, CalendarUnit.Day, Marketing),
            Rolling("cart-once", 1, "20h", MessageFilter.All with { Tags = ["cart"] }, waits: true),
            Calendar("weekly", 4, CalendarUnit.Week),
        ],
    };

    private static readonly DefinitionSet Definitions = Shop.Of(Brand(Rules, "Europe/Berlin"));

    public static TheoryData<int> Seeds => Chance.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_cap_is_exceeded_and_no_message_is_held_or_withheld_while_there_is_room(int seed)
    {
        var handedOver = new List<(Message Message, DateTimeOffset At)>();
        foreach (var (turn, before) in Turns(seed))
        {
            foreach (var cap in Rules.Caps)
            {
                if (turn.Cleared is { } cleared && cleared.Message.Purpose != "service" && cap.For.Fits(cleared.Message))
                {
                    Assert.True(Count(cap, handedOver, before, turn.State, cleared.Message.Id) < cap.Most, $"{cap.Name} at {turn.State.Clock:u}");
                }
            }

            foreach (var line in turn.Entry?.Lines ?? [])
            {
                if (line.Kind is LineKind.Held or LineKind.Withheld && !line.Text.Contains("kept back", StringComparison.Ordinal)
                    && Rules.Caps.FirstOrDefault(cap => line.Text.Contains($"cap {cap.Name} ", StringComparison.Ordinal)) is { } cap)
                {
                    Assert.Equal(cap.Most, Math.Min(cap.Most, Count(cap, handedOver, before, turn.State, line.Subject!)));
                }
                else if (line.Kind == LineKind.HandedOver)
                {
                    handedOver.Add((before.Outbox.Single(message => message.Id == line.Subject), turn.State.Clock));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_but_what_a_customer_must_be_told_is_handed_over_at_night(int seed)
    {
        foreach (var (turn, _) in Turns(seed).Where(pair => pair.Turn.Cleared is { Message.Purpose: "marketing" }))
        {
            var hour = LocalMoments.Local(turn.State.Clock, Zone(turn.State)).Hour;
            Assert.True(turn.Cleared!.Message.Channel == "push" ? hour is >= 6 and < 22 : hour is >= 8 and < 20, $"{hour} at {turn.State.Clock:u}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_state_stays_small_and_every_message_held_is_due(int seed)
    {
        foreach (var (turn, _) in Turns(seed))
        {
            Assert.All(turn.State.Caps?.Uses ?? [], use => Assert.InRange(use.At.Length, 1, Rules.Caps.Single(cap => cap.Name == use.Cap).Most));
            Assert.All(turn.State.Outbox, message => Assert.Equal(message.Status == MessageStatus.Held, message.HeldBy is not null));
            Assert.All(turn.State.Outbox.Where(message => message.Status == MessageStatus.Held), message => Assert.True(turn.State.NextDueAt <= message.RetryAt));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_governed_life_reads_back_and_goes_on_alike_however_its_time_is_cut(int seed)
    {
        var whole = ChanceLife.Of(Definitions, Inputs(seed));
        var stored = ChanceLife.Of(Definitions, Inputs(seed), state => CoreJson.ReadState(CoreJson.Write(state)), stopsBetween: 5);

        Assert.Equal(whole.State.Chain, stored.State.Chain);
        Assert.Equal(Encoding.UTF8.GetString(CoreJson.Write(whole.State)), Encoding.UTF8.GetString(CoreJson.Write(stored.State)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_message_takes_the_last_place_from_a_higher_one_that_waits_beside_it(int seed)
    {
        foreach (var (turn, before) in Turns(seed).Where(pair => pair.Turn.Cleared is not null))
        {
            var taken = turn.Cleared!.Message;
            foreach (var cap in Rules.Caps.Where(cap => taken.Purpose != "service" && cap.For.Fits(taken)))
            {
                var used = CapRules.Used(before, cap, turn.State.Clock, Zone(before), taken.Id).Length;
                Assert.False(used + 1 == cap.Most && before.Outbox.Any(
                    other => other.Priority > taken.Priority && other.RetryAt is null && other.Status == MessageStatus.Waiting && Counts(cap, other)
                        && other.ExpiresAt > turn.State.Clock && other.Channel == taken.Channel), $"{taken.Template} at {turn.State.Clock:u}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_message_comes_to_one_end(int seed)
    {
        var turns = Turns(seed).Select(pair => pair.Turn).ToList();
        var lines = turns.Select(turn => turn.Entry).OfType<TranscriptEntry>().SelectMany(entry => entry.Lines).ToList();
        var decided = lines.Where(line => line.Kind == LineKind.Sent).Select(line => line.Subject!).ToList();
        var ended = lines.Where(line => line.Kind is LineKind.HandedOver or LineKind.Failed or LineKind.Withdrawn
            || (line.Kind == LineKind.Withheld && decided.Contains(line.Subject!))).Select(line => line.Subject!);

        Assert.Equal(decided.Order(), ended.Concat(turns[^1].State.Outbox.Select(message => message.Id)).Order());
    }

    [Fact]
    public void The_lives_meet_every_rule()
    {
        var texts = Enumerable.Range(1, 25).SelectMany(Turns).SelectMany(pair => pair.Turn.Entry?.Lines ?? []).ToList();

        Assert.All(Rules.Caps, cap => Assert.Contains(texts, line => line.Text.Contains($"cap {cap.Name} ", StringComparison.Ordinal)));
        Assert.True(texts.Count(line => line.Kind == LineKind.Held && line.Text.Contains("quiet hours", StringComparison.Ordinal)) > 50);
        Assert.True(texts.Count(line => line.Text.Contains("kept back", StringComparison.Ordinal)) > 10);
        Assert.True(texts.Count(line => line.Kind == LineKind.HandedOver) > 100);
    }

    /// <summary>A life by chance of a customer who stays reachable by two channels.</summary>
    private static List<(Input Input, DateTimeOffset Arrival)> Inputs(int seed)
    {
        (string Type, Value Properties)[] first =
        [
            (EventTypes.CustomerIdentified, Make.Properties(("email", "ada@example.org"), ("push", "token"))),
            (EventTypes.ConsentChanged, Make.Properties(("channel", "email"), ("purpose", "marketing"), ("granted", true))),
            (EventTypes.ConsentChanged, Make.Properties(("channel", "push"), ("purpose", "marketing"), ("granted", true))),
        ];
        var known = first.Select((one, at) => ((Input)new EventInput(new($"f-{at}", "c-1", one.Type, Make.Start, one.Properties)), Make.Start));
        return [.. known, .. Chance.Inputs(seed, 160).Where(one => one.Input is WaveInput || LeavesReachable(one.Input))];
    }

    private static bool LeavesReachable(Input input) => input is EventInput { Event.Type: var type }
        && type is not (EventTypes.ConsentChanged or EventTypes.MessageBounced or EventTypes.MessageComplained);

    private static IEnumerable<(Turn Turn, CustomerState Before)> Turns(int seed)
    {
        var turns = ChanceLife.Of(Definitions, Inputs(seed)).Turns;
        return turns.Zip(turns.Select(turn => turn.State).Prepend(CustomerState.New("c-1")));
    }

    /// <summary>What was handed over in the window or is being handed over, service apart, which uses no cap up.</summary>
    private static int Count(Cap cap, List<(Message Message, DateTimeOffset At)> handedOver, CustomerState before, CustomerState now, string except) =>
        handedOver.Count(one => Counts(cap, one.Message) && Covers(cap, one.At, now))
            + before.Outbox.Count(message => message.Status == MessageStatus.HandingOver && message.Id != except && Counts(cap, message));

    private static bool Counts(Cap cap, Message message) => message.Purpose != "service" && cap.For.Fits(message);

    private static bool Covers(Cap cap, DateTimeOffset at, CustomerState now)
    {
        if (cap.Window is RollingWindow { Length: var length })
        {
            return now.Clock - at < length;
        }

        var (then, today) = (LocalMoments.Date(at, Zone(now)), LocalMoments.Date(now.Clock, Zone(now)));
        return ((CalendarWindow)cap.Window).Unit == CalendarUnit.Day ? then == today : Monday(then) == Monday(today);
    }

    private static LocalDate Monday(LocalDate date) => date.DayOfWeek == IsoDayOfWeek.Monday ? date : date.Previous(IsoDayOfWeek.Monday);

    private static DateTimeZone Zone(CustomerState state) => DateTimeZoneProviders.Tzdb[state.Profile.TimeZone ?? "Europe/Berlin"];
}
