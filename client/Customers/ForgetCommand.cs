using System.CommandLine;
using System.Text;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;

namespace JourneyGrains.CommandLine.Customers;

/// <summary>customer forget: erases a customer, after asking.</summary>
internal static class ForgetCommand
{
    public static Command Create(CommandContext context)
    {
        var id = CustomerCommand.Id();
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new Command("forget", "Erase all that is known of the customer, for good; later events are refused.") { id, yes };
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var customer = parsed.GetValue(id)!;
            if (!parsed.GetValue(yes) && !Confirmed(context.Terminal, customer))
            {
                throw new CommandException(ExitCodes.Refused, "Nothing was done.");
            }

            var receipt = await session.Grains.Customer(customer).Forget($"cli-{Guid.NewGuid():N}").WaitAsync(cancellation);
            return Receipts.Tell(context, parsed, receipt, "Forgotten.");
        }));
        return command;
    }

    private static bool Confirmed(Terminal terminal, string customer)
    {
        if (!terminal.InIsPerson)
        {
            throw new CommandException(ExitCodes.Usage, "Nobody can be asked here; say --yes to erase the customer.");
        }

        terminal.Error.Write($"This erases all that is known of '{customer}' and cannot be undone. Type the id again to go on: ");
        using var reader = new StreamReader(terminal.In, Encoding.UTF8, leaveOpen: true);
        return reader.ReadLine()?.Trim() == customer;
    }
}
