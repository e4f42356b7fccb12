using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;

namespace JourneyGrains.CommandLine.Systems;

/// <summary>digest: one number for all that was ever decided, to hold against a simulation or a second run.</summary>
internal static class DigestCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("digest", "The digest over all transcripts. Stable only while nothing is under way (see status).");
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var digest = await session.Grains.Operations.Digest().WaitAsync(cancellation);
            context.Tell(parsed, new { digest }, terminal => terminal.Out.WriteLine(digest));

            return ExitCodes.Ok;
        }));
        return command;
    }
}
