namespace JourneyGrains.Client.Replaying;

/// <summary>How far a replay is.</summary>
/// <param name="Events">Events sent and acknowledged.</param>
/// <param name="Appended">Of these, those now in the log by this replay.</param>
/// <param name="Repeated">Of these, those the log had from an earlier attempt.</param>
/// <param name="Refused">Of these, those that are in the dead letters.</param>
/// <param name="Behind">Events of the log not yet consumed, when last asked.</param>
/// <param name="Time">The recorded arrival that was reached; null before the first event.</param>
public sealed record ReplayProgress(long Events, long Appended, long Repeated, long Refused, long Behind, DateTimeOffset? Time)
{
    public static ReplayProgress None { get; } = new(0, 0, 0, 0, 0, null);
}
