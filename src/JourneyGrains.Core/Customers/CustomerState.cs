using System.Collections.Immutable;
using System.Text.Json.Serialization;
using JourneyGrains.Core.Campaigns;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Offers;
using JourneyGrains.Core.Segments;

namespace JourneyGrains.Core.Customers;

/// <summary>
/// All that is known of one customer and all that is under way with them. Immutable: a turn makes a new one, and only while it makes it are
/// its members set, by the rules of that turn. Everything in it is bounded by <see cref="CustomerLimits"/>.
/// </summary>
public sealed record CustomerState
{
    /// <summary>All members. Turns set them: the turn alone that makes the state, and before anybody else knows it.</summary>
    internal StateParts Parts = new();

    public required string Id { get => Parts.Id; init => Parts.Id = value; }

    /// <summary>Turns taken; the number of the last transcript entry. 0: never seen.</summary>
    public long Turns { get => Parts.Turns; init => Parts.Turns = value; }

    /// <summary>The 'now' of the last turn: a customer's time never goes back.</summary>
    public DateTimeOffset Clock { get => Parts.Clock; init => Parts.Clock = value; }

    /// <summary>When the first event arrived.</summary>
    public DateTimeOffset? KnownSince { get => Parts.KnownSince; init => Parts.KnownSince = value; }

    /// <summary>The log offset of the last event taken from the log; what comes again at or below it is a redelivery. -1: none yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] // 0 is an offset, not the default.
    public long LogOffset { get => Parts.LogOffset; init => Parts.LogOffset = value; }

    /// <summary>The edition of the definitions that counts for the customer, since their first turn or a <see cref="DefinitionsInput"/>; 0: not known.</summary>
    public int Edition { get => Parts.Edition; init => Parts.Edition = value; }

    public Profile Profile { get => Parts.Profile; init => Parts.Profile = value; }

    public ImmutableArray<Consent> Consents { get => Parts.Consents; init => Parts.Consents = value; }

    /// <summary>Addresses and channels that must not be used, with why.</summary>
    public ImmutableArray<Suppression> Suppressions { get => Parts.Suppressions; init => Parts.Suppressions = value; }

    public Purchases Purchases { get => Parts.Purchases; init => Parts.Purchases = value; }

    public RecentBehaviour Recent { get => Parts.Recent; init => Parts.Recent = value; }

    public SeenIds Seen { get => Parts.Seen; init => Parts.Seen = value; }

    public ImmutableArray<Run> Runs { get => Parts.Runs; init => Parts.Runs = value; }

    /// <summary>Runs that came to their end with a message still in the outbox: their exits hold until it is handed over.</summary>
    public ImmutableArray<Run> Ended { get => Parts.Ended; init => Parts.Ended = value; }

    public ImmutableArray<OpenGoal> Goals { get => Parts.Goals; init => Parts.Goals = value; }

    /// <summary>What counts of the customer for the results of arms; null: nothing.</summary>
    public ImmutableArray<Trial>? Trials { get => Parts.Trials; init => Parts.Trials = value; }

    public ImmutableArray<Entered> Entered { get => Parts.Entered; init => Parts.Entered = value; }

    public ImmutableArray<WaveTaken> Waves { get => Parts.Waves; init => Parts.Waves = value; }

    public ImmutableArray<Message> Outbox { get => Parts.Outbox; init => Parts.Outbox = value; }

    /// <summary>Messages handed over, newest last: what provider reports and replies refer to.</summary>
    [JsonConverter(typeof(PackedListJson<SentMessage>))]
    public PackedList<SentMessage> Sent { get => Parts.Sent; init => Parts.Sent = value; }

    /// <summary>What counts for the caps; null: nothing.</summary>
    public CapLedger? Caps { get => Parts.Caps; init => Parts.Caps = value; }

    /// <summary>When the customer last took an interest, by what; null where no rule asks for it.</summary>
    public ImmutableArray<Engaged>? Engaged { get => Parts.Engaged; init => Parts.Engaged = value; }

    /// <summary>The segments the customer is in, in order of their names; null: none.</summary>
    public ImmutableArray<Membership>? Segments { get => Parts.Segments; init => Parts.Segments = value; }

    /// <summary>When time alone next makes the customer enter or leave a segment; null: never.</summary>
    public DateTimeOffset? SegmentsDueAt { get => Parts.SegmentsDueAt; init => Parts.SegmentsDueAt = value; }

    /// <summary>When the calendar next makes a journey look at the customer; null: never.</summary>
    public DateTimeOffset? SchedulesDueAt { get => Parts.SchedulesDueAt; init => Parts.SchedulesDueAt = value; }

    public LoyaltyAccount Loyalty { get => Parts.Loyalty; init => Parts.Loyalty = value; }

    /// <summary>Offers issued; null: none ever was.</summary>
    public Wallet? Wallet { get => Parts.Wallet; init => Parts.Wallet = value; }

    /// <summary>SHA-256 chained over the transcript so far, lower-case hexadecimal; empty before the first turn.</summary>
    public string Chain { get => Parts.Chain; init => Parts.Chain = value; }

    /// <summary>The customer asked to be forgotten: nothing is kept but this, and events are refused.</summary>
    public bool Forgotten { get => Parts.Forgotten; init => Parts.Forgotten = value; }

    /// <summary>When a wait is over, a hand-over is to be tried again, a segment is to be judged or a schedule comes, whichever is first; null: never by itself.</summary>
    public DateTimeOffset? NextDueAt
    {
        get
        {
            var next = Earlier(SegmentsDueAt, SchedulesDueAt);
            foreach (var run in Runs)
            {
                next = Earlier(next, run.DueAt);
            }

            foreach (var message in Outbox)
            {
                next = Earlier(next, message.Status != MessageStatus.HandingOver ? message.RetryAt : null);
            }

            return next;
        }
    }

    public static CustomerState New(string id) => new() { Id = id };

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null || right < left ? right ?? left : left;
}
