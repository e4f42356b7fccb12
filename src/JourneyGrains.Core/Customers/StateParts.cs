using System.Collections.Immutable;
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
/// The members of a <see cref="CustomerState"/>, in one place in which the rules of a turn can set them: the turn copies the state once and
/// works on its copy. What they mean is said there.
/// </summary>
internal record struct StateParts()
{
    public string Id = "";
    public long Turns;
    public DateTimeOffset Clock;
    public DateTimeOffset? KnownSince;
    public long LogOffset = -1;
    public int Edition;
    public Profile Profile = Profile.Empty;
    public ImmutableArray<Consent> Consents = [];
    public ImmutableArray<Suppression> Suppressions = [];
    public Purchases Purchases = Purchases.None;
    public RecentBehaviour Recent = RecentBehaviour.Empty;
    public SeenIds Seen = SeenIds.Empty;
    public ImmutableArray<Run> Runs = [];
    public ImmutableArray<Run> Ended = [];
    public ImmutableArray<OpenGoal> Goals = [];
    public ImmutableArray<Trial>? Trials;
    public ImmutableArray<Entered> Entered = [];
    public ImmutableArray<WaveTaken> Waves = [];
    public ImmutableArray<Message> Outbox = [];
    public PackedList<SentMessage> Sent = PackedList.Empty<SentMessage>();
    public CapLedger? Caps;
    public ImmutableArray<Engaged>? Engaged;
    public ImmutableArray<Membership>? Segments;
    public DateTimeOffset? SegmentsDueAt;
    public DateTimeOffset? SchedulesDueAt;
    public LoyaltyAccount Loyalty = LoyaltyAccount.Empty;
    public Wallet? Wallet;
    public string Chain = "";
    public bool Forgotten;
}
