using JourneyGrains.Client.Connecting;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Client.Publishing;

/// <summary>How events are gathered and sent: the section <see cref="Section"/> of the configuration.</summary>
public sealed class PublisherOptions
{
    public const string Section = JourneyGrainsClientOptions.Section + ":Publisher";

    private static readonly TimeSpan LingerMax = TimeSpan.FromDays(1);

    /// <summary>
    /// Names this producer, of which one process at a time publishes. Its events are then numbered and a resend after a break adds nothing
    /// twice to the log. Default: null; a resend may then stand twice in the log, where the second has no effect because of its id.
    /// </summary>
    public string? Producer { get; set; }

    /// <summary>
    /// Without a <see cref="Producer"/> too, publish to the log itself instead of to its stream: a stream acknowledges an event that the log
    /// refuses (one of the brand's own types without a property it needs, say) as if it were in the log; the log tells. Default: false.
    /// </summary>
    public bool Receipts { get; set; }

    /// <summary>Where refused events are said to come from, in the dead letters. Default: "publisher".</summary>
    public string Source { get; set; } = "publisher";

    /// <summary>Events sent at once, for one partition. Default: 500. More is faster and makes each wait longer.</summary>
    public int BatchMax { get; set; } = 500;

    /// <summary>Bytes sent at once, for one partition. Default: 1 MiB. An event larger than that goes alone.</summary>
    public int BatchBytesMax { get; set; } = 1024 * 1024;

    /// <summary>
    /// How long a batch that is not full waits for company. Default: not at all; at most 24 h. The first event goes at once, and what is published while
    /// it is made durable goes together after it, so batches grow with the load by themselves.
    /// </summary>
    public TimeSpan Linger { get; set; }

    /// <summary>Events of one partition that may wait to be sent; beyond it the publisher makes the caller wait. Default: 1,000.</summary>
    public int BufferPerPartition { get; set; } = 1_000;

    /// <summary>How long a batch is tried again before its events fail. Default: 60 s.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>What is beyond its bounds: the setting, what it is, and what is allowed.</summary>
    internal IEnumerable<string> Problems()
    {
        (string Name, int Value)[] counts =
            [(nameof(BatchMax), BatchMax), (nameof(BatchBytesMax), BatchBytesMax), (nameof(BufferPerPartition), BufferPerPartition)];
        foreach (var (name, value) in counts.Where(one => one.Value < 1))
        {
            yield return $"{Section}:{name} is {value}; it is to be at least 1.";
        }

        if (Linger < TimeSpan.Zero || Linger > LingerMax)
        {
            yield return $"{Section}:Linger is {Durations.Format(Linger)}; it is to be from 0 to {LingerMax.TotalHours}h.";
        }

        if (RetryFor < TimeSpan.Zero)
        {
            yield return $"{Section}:RetryFor is {Durations.Format(RetryFor)}; it is not to be negative.";
        }
    }
}
