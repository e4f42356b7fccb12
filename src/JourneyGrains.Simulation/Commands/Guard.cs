using System.CommandLine;
using JourneyGrains.Definitions;
using JourneyGrains.Simulation.Recordings.Csv;

namespace JourneyGrains.Simulation.Commands;

/// <summary>What a person can mend is told in a line and ends with <see cref="ExitCodes.Usage"/>.</summary>
internal static class Guard
{
    public static void SetGuardedAction(this Command command, TextWriter error, Func<ParseResult, int> action) => command.SetAction(given =>
    {
        try
        {
            return action(given);
        }
        catch (Exception problem) when (
            problem is IOException or UnauthorizedAccessException or InvalidDataException or MappingException or ArgumentException)
        {
            error.WriteLine(PathProblem.Told(problem));
            return ExitCodes.Usage;
        }
    });
}
