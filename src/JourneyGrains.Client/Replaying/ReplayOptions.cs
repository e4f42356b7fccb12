using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Client.Replaying;

/// <summary>How a recording is replayed.</summary>
public sealed record ReplayOptions
{
    /// <summary>
    /// Names the replay, so that one that broke off can be started again from the beginning and adds nothing twice. Default: null, not numbered.
    /// </summary>
    public string? Producer { get; init; }

    /// <summary>
    /// The recorded arrival times go along and the store's time follows them; only into an empty store, or one that began so.
    /// Default: false, each event arrives now.
    /// </summary>
    public bool RecordedArrivals { get; init; }

    /// <summary>How many times faster than recorded; 1: at the recorded pace. Default: null, as fast as it goes.</summary>
    public double? Speed { get; init; }

    /// <summary>
    /// Events that arrived later are left out, and with recorded arrivals the store's time ends here. Default: null, it ends at the last event.
    /// </summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Partitions of the store. Default: 0, which asks the cluster.</summary>
    public int Partitions { get; init; }

    /// <summary>Events sent at once over all partitions. Default: 2,000.</summary>
    public int RoundMax { get; init; } = 2_000;

    /// <summary>By how many events the log may run ahead of its consumers. Default: 20,000.</summary>
    public int AheadMax { get; init; } = 20_000;

    /// <summary>How long an append is tried again before the replay fails. Default: 60 s.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Told of each event the log refused, with its number in the recording, from 1, and the reason; it is in the dead letters. One call at a
    /// time. Default: null, only their count is told.
    /// </summary>
    public Action<long, EventRecord, Refusal>? Refused { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A number that cannot be meant.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RoundMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(AheadMax, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Partitions);
        if (Speed is { } speed)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed, nameof(Speed));
        }
    }
}
