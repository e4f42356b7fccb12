using JourneyGrains.CommandLine.Terminals;

namespace JourneyGrains.CommandLine.Publishing;

/// <summary>Says by what the log knew what it had already: an event of another file under the same name is taken for one of the first.</summary>
internal static class RepeatedNote
{
    /// <param name="repeated">How many were in the log already; none: nothing is said.</param>
    /// <param name="producer">Null: nothing is numbered, and nothing is said.</param>
    /// <param name="unknown">Of them, those that were sent again after an answer was lost, and may be from this very run.</param>
    public static void Tell(Terminal terminal, long repeated, string? producer, long unknown = 0)
    {
        if (unknown > 0 && producer is not null)
        {
            terminal.Error.WriteLine(
                $"{Tables.Count(unknown)} of those in the log already were sent again, since no silo answered the first time: they may be there by this very run.");
        }

        if (repeated > unknown && producer is not null)
        {
            terminal.Error.WriteLine(
                $"In the log already: it has these numbers from the producer '{producer}', which are the lines of the file, whatever stands in them. "
                + "A file with other events needs another --producer.");
        }
    }
}
