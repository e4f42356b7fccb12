using JourneyGrains.CommandLine.Terminals;

namespace JourneyGrains.CommandLine.Publishing;

/// <summary>Says by what the log knew what it had already: an event of another file under the same name is taken for one of the first.</summary>
internal static class RepeatedNote
{
    /// <param name="repeated">How many were in the log already; none: nothing is said.</param>
    /// <param name="producer">Null: nothing is numbered, and nothing is said.</param>
    public static void Tell(Terminal terminal, long repeated, string? producer)
    {
        if (repeated > 0 && producer is not null)
        {
            terminal.Error.WriteLine(
                $"In the log already: it has these numbers from the producer '{producer}', which are the lines of the file, whatever stands in them. "
                + "A file with other events needs another --producer.");
        }
    }
}
