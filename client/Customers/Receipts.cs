using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Customers;

namespace JourneyGrains.CommandLine.Customers;

/// <summary>Tells what became of a command to a customer.</summary>
internal static class Receipts
{
    public static int Tell(CommandContext context, ParseResult parsed, CommandReceipt receipt, string done)
    {
        if (context.Json(parsed))
        {
            context.Terminal.WriteJson(receipt);
        }
        else if (receipt.Done)
        {
            context.Terminal.Out.WriteLine(receipt.Note ?? done);
        }
        else
        {
            context.Terminal.Error.WriteLine(receipt.Reason);
        }

        return receipt.Done ? ExitCodes.Ok : ExitCodes.Refused;
    }
}
