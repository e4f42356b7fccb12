namespace JourneyGrains.CommandLine.Connecting;

/// <summary>A command ends here: a sentence for the user, and the exit code.</summary>
internal sealed class CommandException(int code, string message, Exception? cause = null) : Exception(message, cause)
{
    public int Code => code;
}
