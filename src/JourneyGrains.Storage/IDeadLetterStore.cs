namespace JourneyGrains.Storage;

/// <summary>What was refused, kept where it can be seen and replayed (I7).</summary>
public interface IDeadLetterStore
{
    Task AddAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation);

    /// <summary>Newest first, with a number below <paramref name="before"/> (0: from the newest).</summary>
    Task<IReadOnlyList<DeadLetter>> ListAsync(long before, int most, CancellationToken cancellation);

    Task<DeadLetter?> FindAsync(long number, CancellationToken cancellation);

    Task RemoveAsync(long number, CancellationToken cancellation);

    Task<long> CountAsync(CancellationToken cancellation);
}

/// <summary>Something refused. The number is given by the store; 0 before.</summary>
/// <param name="Body">The event as JSON, at most <see cref="BodyBytesMax"/>; empty for a forgotten customer.</param>
public sealed record DeadLetter(
    long Number, DateTimeOffset At, string Source, string Code, string Reason, string EventId, string CustomerId, byte[] Body, bool Replayable)
{
    /// <summary>The number its producer gave it, by which an append tells a resend; 0: not numbered. Not stored.</summary>
    public long Sequence { get; init; }


    public const int BodyBytesMax = 64 * 1024;
}
