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
    public required string Id { get; init; }

    /// <summary>Turns taken; the number of the last transcript entry. 0: never seen.</summary>
    [JsonInclude]
    public long Turns { get; internal set; }

    /// <summary>The 'now' of the last turn: a customer's time never goes back.</summary>
    public DateTimeOffset Clock { get; init; }

    /// <summary>When the first event arrived.</summary>
    [JsonInclude]
    public DateTimeOffset? KnownSince { get; internal set; }

    /// <summary>The log offset of the last event taken from the log; what comes again at or below it is a redelivery. -1: none yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] // 0 is an offset, not the default.
    public long LogOffset { get; init; } = -1;

    /// <summary>The edition of the definitions that counts for the customer, since their first turn or a <see cref="DefinitionsInput"/>; 0: not known.</summary>
    public int Edition { get; init; }

    [JsonInclude]
    public Profile Profile { get; internal set; } = Profile.Empty;

    [JsonInclude]
    public ImmutableArray<Consent> Consents { get; internal set; } = [];

    /// <summary>Addresses and channels that must not be used, with why.</summary>
    [JsonInclude]
    public ImmutableArray<Suppression> Suppressions { get; internal set; } = [];

    [JsonInclude]
    public Purchases Purchases { get; internal set; } = Purchases.None;

    [JsonInclude]
    public RecentBehaviour Recent { get; internal set; } = RecentBehaviour.Empty;

    [JsonInclude]
    public SeenIds Seen { get; internal set; } = SeenIds.Empty;

    [JsonInclude]
    public ImmutableArray<Run> Runs { get; internal set; } = [];

    /// <summary>Runs that came to their end with a message still in the outbox: their exits hold until it is handed over.</summary>
    [JsonInclude]
    public ImmutableArray<Run> Ended { get; internal set; } = [];

    [JsonInclude]
    public ImmutableArray<OpenGoal> Goals { get; internal set; } = [];

    /// <summary>What counts of the customer for the results of arms; null: nothing.</summary>
    [JsonInclude]
    public ImmutableArray<Trial>? Trials { get; internal set; }

    [JsonInclude]
    public ImmutableArray<Entered> Entered { get; internal set; } = [];

    [JsonInclude]
    public ImmutableArray<WaveTaken> Waves { get; internal set; } = [];

    [JsonInclude]
    public ImmutableArray<Message> Outbox { get; internal set; } = [];

    /// <summary>Messages handed over, newest last: what provider reports and replies refer to.</summary>
    [JsonConverter(typeof(PackedListJson<SentMessage>))]
    [JsonInclude]
    public PackedList<SentMessage> Sent { get; internal set; } = PackedList.Empty<SentMessage>();

    /// <summary>What counts for the caps; null: nothing.</summary>
    [JsonInclude]
    public CapLedger? Caps { get; internal set; }

    /// <summary>When the customer last took an interest, by what; null where no rule asks for it.</summary>
    [JsonInclude]
    public ImmutableArray<Engaged>? Engaged { get; internal set; }

    /// <summary>The segments the customer is in, in order of their names; null: none.</summary>
    [JsonInclude]
    public ImmutableArray<Membership>? Segments { get; internal set; }

    /// <summary>When time alone next makes the customer enter or leave a segment; null: never.</summary>
    [JsonInclude]
    public DateTimeOffset? SegmentsDueAt { get; internal set; }

    /// <summary>When the calendar next makes a journey look at the customer; null: never.</summary>
    [JsonInclude]
    public DateTimeOffset? SchedulesDueAt { get; internal set; }

    [JsonInclude]
    public LoyaltyAccount Loyalty { get; internal set; } = LoyaltyAccount.Empty;

    /// <summary>Offers issued; null: none ever was.</summary>
    [JsonInclude]
    public Wallet? Wallet { get; internal set; }

    /// <summary>SHA-256 chained over the transcript so far, lower-case hexadecimal; empty before the first turn.</summary>
    [JsonInclude]
    public string Chain { get; internal set; } = "";

    /// <summary>The customer asked to be forgotten: nothing is kept but this, and events are refused.</summary>
    public bool Forgotten { get; init; }

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
