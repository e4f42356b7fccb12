using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;

namespace JourneyGrains.CommandLine.Journeys;

/// <summary>journeys: what they come to.</summary>
internal static class JourneysCommand
{
    public static Command Create(CommandContext context) => new("journeys", "What journeys come to.")
    {
        ResultsCommand.Create(context),
    };
}
