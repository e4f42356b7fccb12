namespace JourneyGrains.Contracts.Customers;

/// <summary>A customer for people and services.</summary>
/// <param name="Known">False: no event was ever taken for this id.</param>
/// <param name="Json">The committed state as one JSON object in the form it is stored, for programs that want all of it.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.customer-view")]
public sealed record CustomerView(
    [property: Id(0)] string Id,
    [property: Id(1)] bool Known,
    [property: Id(2)] bool Forgotten,
    [property: Id(3)] string? Name,
    [property: Id(4)] string? Language,
    [property: Id(5)] string? TimeZone,
    [property: Id(6)] string? PreferredChannel,
    [property: Id(7)] string[] Channels,
    [property: Id(8)] ConsentView[] Consents,
    [property: Id(9)] int Orders,
    [property: Id(10)] decimal Spend,
    [property: Id(11)] long Points,
    [property: Id(12)] string Tier,
    [property: Id(13)] RunView[] Runs,
    [property: Id(14)] MessageView[] Outbox,
    [property: Id(15)] DateTimeOffset? NextDueAt,
    [property: Id(16)] string Json)
{
    /// <summary>How the rules of sending stand now.</summary>
    [Id(17)]
    public SendingView Sending { get; init; } = new("", [], []);

    /// <summary>Offers issued, newest last.</summary>
    [Id(18)]
    public VoucherView[] Vouchers { get; init; } = [];

    /// <summary>The segments the customer is in, in order of their names.</summary>
    [Id(19)]
    public MembershipView[] Segments { get; init; } = [];
}

/// <summary>An offer that was issued to the customer.</summary>
/// <param name="Status">Open, Redeemed or Expired.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.voucher-view")]
public sealed record VoucherView(
    [property: Id(0)] string Offer,
    [property: Id(1)] string Code,
    [property: Id(2)] string Kind,
    [property: Id(3)] decimal Value,
    [property: Id(4)] string Origin,
    [property: Id(5)] DateTimeOffset IssuedAt,
    [property: Id(6)] DateTimeOffset ExpiresAt,
    [property: Id(7)] DateTimeOffset? RedeemedAt,
    [property: Id(8)] string Status);

/// <summary>That a customer is in a segment.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.membership-view")]
public sealed record MembershipView([property: Id(0)] string Segment, [property: Id(1)] DateTimeOffset Since);

/// <summary>How the rules of sending stand for a customer.</summary>
/// <param name="TimeZone">The zone they go by: the customer's, or the brand's.</param>
/// <param name="Quiet">Quiet hours in force, for the channels the customer has an address for.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.sending-view")]
public sealed record SendingView(
    [property: Id(0)] string TimeZone,
    [property: Id(1)] CapView[] Caps,
    [property: Id(2)] QuietView[] Quiet)
{
    /// <summary>The customer is in the control group: kept without messages of some purposes, for comparison.</summary>
    [Id(3)]
    public bool InControlGroup { get; init; }
}

/// <summary>A cap and what is used of it.</summary>
/// <param name="Window">As an author would say it: within 7d, a day.</param>
/// <param name="FreeAt">When there is room again; null: there is.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.cap-view")]
public sealed record CapView(
    [property: Id(0)] string Cap,
    [property: Id(1)] int Used,
    [property: Id(2)] int Most,
    [property: Id(3)] string Window,
    [property: Id(4)] DateTimeOffset? FreeAt);

/// <summary>Quiet hours in force.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.quiet-view")]
public sealed record QuietView([property: Id(0)] string Channel, [property: Id(1)] string Purpose, [property: Id(2)] DateTimeOffset Until);

/// <summary>A consent.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.consent-view")]
public sealed record ConsentView(
    [property: Id(0)] string Channel,
    [property: Id(1)] string Purpose,
    [property: Id(2)] bool Granted,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] string? Evidence)
{
    /// <summary>It is to be confirmed; nothing is sent by it until then.</summary>
    [Id(5)]
    public bool Pending { get; init; }

    /// <summary>When it was confirmed; null: it was not, or need not be.</summary>
    [Id(6)]
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>What came with the confirmation.</summary>
    [Id(7)]
    public string? ConfirmationEvidence { get; init; }
}

/// <summary>A run under way.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.run-view")]
public sealed record RunView(
    [property: Id(0)] string Journey,
    [property: Id(1)] string Key,
    [property: Id(2)] string Step,
    [property: Id(3)] DateTimeOffset StartedAt,
    [property: Id(4)] DateTimeOffset? DueAt)
{
    /// <summary>The version of the journey by which it goes.</summary>
    [Id(5)]
    public string Version { get; init; } = "";

    /// <summary>The arms it took: "reminder: discount".</summary>
    [Id(6)]
    public string[] Arms { get; init; } = [];
}

/// <summary>A message that is decided and not yet handed over.</summary>
/// <param name="Status">Waiting, HandingOver, or by what it is held: HeldByQuietHours.</param>
/// <param name="RetryAt">When it is tried or judged again; null: at once.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.message-view")]
public sealed record MessageView(
    [property: Id(0)] string Id,
    [property: Id(1)] string Origin,
    [property: Id(2)] string Template,
    [property: Id(3)] string Channel,
    [property: Id(4)] string Status,
    [property: Id(5)] DateTimeOffset DecidedAt,
    [property: Id(6)] DateTimeOffset ExpiresAt,
    [property: Id(7)] DateTimeOffset? RetryAt);

/// <summary>A page of a transcript, newest first.</summary>
/// <param name="Entries">Each entry as the JSON it is stored and chained as.</param>
/// <param name="Next">Pass as 'before' for the next page; 0: there is none.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.transcript-page")]
public sealed record TranscriptPage([property: Id(0)] string[] Entries, [property: Id(1)] long Next);

/// <summary>A change of consent.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.consent-request")]
public sealed record ConsentRequest(
    [property: Id(0)] string CommandId,
    [property: Id(1)] string Channel,
    [property: Id(2)] string Purpose,
    [property: Id(3)] bool Granted,
    [property: Id(4)] string? Evidence);

/// <summary>That a customer is to enter a journey.</summary>
/// <param name="Data">One JSON object in UTF-8, 32 KiB at most: what the journey's expressions call 'event'; empty: nothing.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.enter-request")]
public sealed record EnterRequest([property: Id(0)] string CommandId, [property: Id(1)] string Journey, [property: Id(2)] byte[] Data);

/// <summary>What became of a command.</summary>
/// <param name="Reason">Why not; null where it was done.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.command-receipt")]
public sealed record CommandReceipt([property: Id(0)] bool Done, [property: Id(1)] string? Reason)
{
    /// <summary>
    /// What to know of one that was done: that its id was taken already, so that nothing changed; that a consent is still to be confirmed; that
    /// nobody was known by the customer's id. Null: nothing.
    /// </summary>
    [Id(2)]
    public string? Note { get; init; }
}
