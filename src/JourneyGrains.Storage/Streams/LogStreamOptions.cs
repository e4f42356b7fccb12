namespace JourneyGrains.Storage.Streams;

/// <summary>How a silo reads the log's streams.</summary>
public sealed class LogStreamOptions
{
    /// <summary>
    /// The consumer whose stored offset says whether a partition has anything to wake its readers for, and where one starts that asks for
    /// no place. Default: "router".
    /// </summary>
    public string Consumer { get; set; } = "router";

    /// <summary>Events in one delivery. Default: 256.</summary>
    public int BatchMax { get; set; } = 256;

    /// <summary>Deliveries read ahead of a reader; the log is read no further until it takes one. Default: 4.</summary>
    public int AheadMax { get; set; } = 4;

    /// <summary>How long a read waits for news before it returns without. News and a stop end the wait at once. Default: 2 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);
}
