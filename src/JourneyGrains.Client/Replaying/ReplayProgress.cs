namespace JourneyGrains.Client.Replaying;

/// <summary>How far a replay is.</summary>
/// <param name="Events">Events sent and acknowledged.</param>
/// <param name="Appended">Of these, those now in the log by this replay, sent once or again after an answer was lost.</param>
/// <param name="Repeated">Of these, those the log had already.</param>
/// <param name="Refused">Of these, those that are in the dead letters.</param>
/// <param name="Behind">Events of the log not yet consumed, when last asked.</param>
/// <param name="Time">The recorded arrival that was reached; null before the first event.</param>
public sealed record ReplayProgress(long Events, long Appended, long Repeated, long Refused, long Behind, DateTimeOffset? Time)
{
    /// <summary>
    /// Of those the log had already, the ones that were sent more than once as an answer was lost: this replay may have put them there itself.
    /// </summary>
    public long Unknown { get; init; }

    public static ReplayProgress None { get; } = new(0, 0, 0, 0, 0, null);
}
