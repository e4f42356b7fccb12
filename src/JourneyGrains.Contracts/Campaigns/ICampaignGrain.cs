using Orleans.Concurrency;

namespace JourneyGrains.Contracts.Campaigns;

/// <summary>One campaign (the key is its name): launches its waves and knows how far they are.</summary>
[Alias("journeygrains.campaign")]
public interface ICampaignGrain : IGrainWithStringKey
{
    /// <summary>Starts the wave over all partitions. A wave that was launched before goes on where it is.</summary>
    /// <param name="wave">Null: the campaign's first.</param>
    [Alias("launch")]
    Task<CampaignStatus> Launch(string? wave);

    [Alias("pause")]
    Task<CampaignStatus> Pause();

    [Alias("resume")]
    Task<CampaignStatus> Resume();

    [Alias("status")]
    Task<CampaignStatus> Status();

    /// <summary>Makes sure that a wave which is running runs in every partition. Silos call it; it costs little.</summary>
    [Alias("keep")]
    Task Keep();
}

/// <summary>Carries one wave over the customers of one partition; the key is the partition, its extension "campaign/wave".</summary>
[Alias("journeygrains.wave")]
public interface IWaveGrain : IGrainWithIntegerCompoundKey
{
    [Alias("start")]
    Task Start(WaveOrder order);

    [Alias("pause")]
    Task Pause();

    [Alias("resume")]
    Task Resume();

    [Alias("progress"), AlwaysInterleave]
    Task<WaveProgress> Progress();
}

/// <summary>What a wave grain is to do.</summary>
/// <param name="Now">For a store whose time follows the log: the time at which every customer is offered the wave; null: the clock's.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.wave-order")]
public sealed record WaveOrder([property: Id(0)] double RatePerSecond, [property: Id(1)] DateTimeOffset? Now);

/// <summary>How far a partition of a wave is.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.wave-progress")]
public sealed record WaveProgress([property: Id(0)] string State, [property: Id(1)] long Offered, [property: Id(2)] long Sent, [property: Id(3)] bool Done)
{
    [Id(4)]
    public long Entered { get; init; }
}

/// <summary>How far a campaign is.</summary>
/// <param name="State">not launched, running, paused, done; or "unknown campaign" and the like in <paramref name="Problem"/>.</param>
/// <param name="Offered">Customers whom the wave has reached.</param>
/// <param name="Sent">Of these, those for whom a message was decided.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.campaign-status")]
public sealed record CampaignStatus(
    [property: Id(0)] string Campaign,
    [property: Id(1)] string? Wave,
    [property: Id(2)] string State,
    [property: Id(3)] long Offered,
    [property: Id(4)] long Sent,
    [property: Id(5)] long Customers,
    [property: Id(6)] DateTimeOffset? LaunchedAt,
    [property: Id(7)] string? Problem = null)
{
    /// <summary>Of those reached, those for whom a run of a journey began.</summary>
    [Id(8)]
    public long Entered { get; init; }
}

/// <summary>What a wave did for a customer, now or when it reached them before.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.wave-outcome")]
public sealed record WaveOutcome([property: Id(0)] bool Sent, [property: Id(1)] bool Entered);
