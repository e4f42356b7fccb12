namespace JourneyGrains.Client.Publishing;

/// <summary>
/// Whose the events are that the log of one partition had already. A silo that dies after a commit and before its answer makes this process send
/// again what it has put there itself. Numbers rise: once the log has taken one of this process, what it had of others is all before that one.
/// </summary>
internal sealed class Resends
{
    private bool taken;

    /// <param name="appended">Of the events of one request, those that the last sending of it added.</param>
    /// <param name="repeated">Those that the log had by then.</param>
    /// <param name="again">The request was sent more than once.</param>
    public RepeatsOf Look(int appended, int repeated, bool again)
    {
        // A request is added whole or not at all: where its last sending added something, none before did.
        var whose = !again || appended > 0 ? RepeatsOf.Others : taken ? RepeatsOf.Own : RepeatsOf.Unknown;
        taken |= appended > 0;
        return repeated == 0 ? RepeatsOf.Others : whose;
    }
}

/// <summary>By whom the log had events already.</summary>
internal enum RepeatsOf
{
    /// <summary>By an earlier process of the same producer.</summary>
    Others,

    /// <summary>By this one, whose answer was lost.</summary>
    Own,

    /// <summary>By either.</summary>
    Unknown,
}
