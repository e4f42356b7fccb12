namespace JourneyGrains.Grains.Campaigns;

/// <summary>What is kept of a launched campaign.</summary>
internal sealed record CampaignRecord(string Wave, string State, DateTimeOffset LaunchedAt, DateTimeOffset? Now)
{
    public const string Running = "running";
    public const string Paused = "paused";
    public const string Done = "done";
}

/// <summary>What is kept of one partition of a wave: the last customer reached, and the counts up to there.</summary>
internal sealed record WaveCheckpoint(string State, string After, long Offered, long Sent, double RatePerSecond, DateTimeOffset? Now, long Entered = 0);
