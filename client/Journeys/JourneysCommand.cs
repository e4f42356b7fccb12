using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;

namespace JourneyGrains.CommandLine.Journeys;

/// <summary>journeys: what they come to, and what may be done about them by hand.</summary>
internal static class JourneysCommand
{
    public static Command Create(CommandContext context) => new("journeys", "What journeys come to; let a customer enter one.")
    {
        ResultsCommand.Create(context),
        EnterCommand.Create(context),
    };
}
