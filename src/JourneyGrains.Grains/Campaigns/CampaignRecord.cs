using System.Text.Json;
using JourneyGrains.Storage;

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

/// <summary>One record in the document store, as JSON, with its version.</summary>
internal sealed class Document<T>(IDocumentStore store, string kind, string key)
    where T : class
{
    private long version;

    public T? Value { get; private set; }

    public async Task LoadAsync(CancellationToken cancellation)
    {
        var stored = await store.ReadAsync(kind, key, cancellation);
        version = stored?.Version ?? 0;
        Value = stored is null ? null : JsonSerializer.Deserialize<T>(stored.Body);
    }

    /// <summary>Durable when it completes; on a failure the value is what it was.</summary>
    public async Task SaveAsync(T next)
    {
        version = await store.WriteAsync(kind, key, JsonSerializer.SerializeToUtf8Bytes(next), version, CancellationToken.None);
        Value = next;
    }
}
