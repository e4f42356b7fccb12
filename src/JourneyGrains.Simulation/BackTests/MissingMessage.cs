namespace JourneyGrains.Simulation.BackTests;

/// <summary>Why one side has no message that the other has, by what the silent side's transcript says.</summary>
internal static class MissingMessage
{
    /// <summary>
    /// What is said last of the message itself; else of its run; else, of a key whose runs began otherwise on that side, of the key. What is
    /// said of a run that both sides know is no cause for a message of another. Null: nothing is said.
    /// </summary>
    public static string? Why(MessageTrace missing, CustomerTrace loud, CustomerTrace silent)
    {
        var said = silent.Reasons.FindAll(reason => reason.Origin == missing.Origin && reason.Run.Key == missing.Key);
        var cause = said.FindLast(reason => reason.Subject == missing.Id);
        if (cause is null)
        {
            var ofRun = said.FindAll(reason => reason.Run == missing.Run);
            cause = OfRun(ofRun.Count > 0 ? ofRun : said.FindAll(reason => !loud.Knows(reason.Run)), missing.Template, loud);
        }

        return cause?.Text;
    }

    /// <summary>A run goes on, and comes to its end, after one of its messages was withheld.</summary>
    private static ReasonTrace? OfRun(List<ReasonTrace> said, string template, CustomerTrace loud) =>
        said.FindLast(reason => reason.IsAbout(template) && !loud.Messages.Exists(other => other.Id == reason.Subject)) ?? said.LastOrDefault();
}
