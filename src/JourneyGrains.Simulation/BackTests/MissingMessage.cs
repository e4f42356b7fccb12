namespace JourneyGrains.Simulation.BackTests;

/// <summary>Why one side has no message that the other has, by what the silent side's transcript says.</summary>
internal static class MissingMessage
{
    /// <summary>
    /// What is said last of the message itself; else of its run; else of the run that was under way in its place; else of the key, but for runs
    /// whose messages the other side has. Null: nothing is said.
    /// </summary>
    public static string? Why(MessageTrace missing, CustomerTrace loud, CustomerTrace silent)
    {
        var said = silent.Reasons.FindAll(reason => reason.Origin == missing.Origin && reason.Run.Key == missing.Key);
        var cause = said.FindLast(reason => reason.Subject == missing.Id)
            ?? Last(said.FindAll(reason => reason.Run == missing.Run))
            ?? Last(said.FindAll(reason => reason.Run.Begun < missing.Run.Begun && reason.At >= missing.Run.Begun))
            ?? Last(said.FindAll(reason => !loud.Messages.Exists(message => message.Run == reason.Run)));
        return cause?.Text;

        // A run goes on, and comes to its end, after one of its messages was withheld: then what is said of that is the cause.
        ReasonTrace? Last(List<ReasonTrace> some) =>
            some.FindLast(reason => reason.IsAbout(missing.Template) && !loud.Messages.Exists(other => other.Id == reason.Subject))
            ?? some.LastOrDefault();
    }
}
