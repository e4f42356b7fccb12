namespace JourneyGrains.Core.Customers;

/// <summary>How much one customer may hold (I6). Reaching a limit is told in the transcript, with what was not done or
/// dropped; only the windows over the newest events, ids, orders and sent messages move on without a word.</summary>
public static class CustomerLimits
{
    /// <summary>Runs under way at once; a further entry is not taken.</summary>
    public const int RunsMax = 50;

    /// <summary>Messages decided and not yet handed over; a further one is not decided.</summary>
    public const int OutboxMax = 50;

    /// <summary>Recent events kept for conditions; the oldest go first.</summary>
    public const int RecentMax = 64;

    /// <summary>Event ids remembered to recognise a repeated one; the oldest go first.</summary>
    public const int SeenMax = 256;

    /// <summary>Open conversion windows; the oldest go first.</summary>
    public const int GoalsMax = 50;

    /// <summary>Messages remembered of each open goal, to put it down to one of them; the oldest go first.</summary>
    public const int GoalMessagesMax = 5;

    /// <summary>UTF-16 characters of a run's key; a longer one starts no run.</summary>
    public const int KeyLengthMax = 256;

    /// <summary>Arms remembered for results; the oldest go first, and what becomes of their runs is counted no further.</summary>
    public const int TrialsMax = 100;

    /// <summary>Entries remembered for re-entry rules; the oldest go first.</summary>
    public const int EnteredMax = 100;

    /// <summary>Waves remembered; the oldest go first.</summary>
    public const int WavesMax = 100;

    /// <summary>Handed-over messages remembered; the oldest go first.</summary>
    public const int SentMax = 32;

    /// <summary>Messages that all caps together allow: so many times are kept at most. Definitions that allow more are refused.</summary>
    public const int CapUsesMax = 200;

    /// <summary>Addresses that bounced and channels complained about; of bounces the oldest go first.</summary>
    public const int SuppressionsMax = 32;

    /// <summary>Segments of all definitions: a customer is in so many at most. Definitions with more are refused.</summary>
    public const int SegmentsMax = 100;

    /// <summary>UTF-16 characters of a name, address, language or time zone; a longer one is not taken.</summary>
    public const int ProfileTextMax = 320;

    /// <summary>Characters of what a step sets, roughly as JSON; more is not set. What loops build up stays bounded by it.</summary>
    public const int VariableSizeMax = 16 * 1024;

    /// <summary>Own attributes of a customer; a further one is not set.</summary>
    public const int AttributesMax = 100;

    /// <summary>Bytes of the attributes as JSON; a further one is not set.</summary>
    public const int AttributesBytesMax = 16 * 1024;

    /// <summary>Steps one run may take in one turn; beyond it the run is ended.</summary>
    public const int StepsPerTurnMax = 200;

    /// <summary>Vouchers kept; redeemed and expired ones go first, and where all are open none is issued.</summary>
    public const int VouchersMax = 32;

    /// <summary>Points that one step awards; beyond it none are.</summary>
    public const int AwardMax = 1_000_000;

    /// <summary>Journeys that steps may start in one turn; a further one is not started.</summary>
    public const int StartsPerTurnMax = 20;

    /// <summary>Orders whose totals are kept, so that a refund can be told from one too many; the oldest go first.</summary>
    public const int OrdersMax = 32;
}
