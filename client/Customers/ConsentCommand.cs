using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Customers;

namespace JourneyGrains.CommandLine.Customers;

/// <summary>customer consent: grants or withdraws a consent, with its evidence.</summary>
internal static class ConsentCommand
{
    public static Command Create(CommandContext context)
    {
        var id = CustomerCommand.Id();
        var channel = new Option<string>("--channel") { Description = "email, sms, push, ...", Required = true };
        var purpose = new Option<string>("--purpose") { Description = "marketing, transactional, ...", Required = true };
        var grant = new Option<bool>("--grant") { Description = "The customer allows it." };
        var withdraw = new Option<bool>("--withdraw") { Description = "The customer forbids it." };
        var evidence = new Option<string?>("--evidence") { Description = "Where and how it was given.", HelpName = "text" };
        var commandId = new Option<string?>("--command-id") { Description = "The same id again changes nothing. [default: a new one]", HelpName = "id" };
        var command = new Command("consent", "Grant or withdraw a consent now.") { id, channel, purpose, grant, withdraw, evidence, commandId };
        command.Validators.Add(result =>
        {
            if (result.GetValue(grant) == result.GetValue(withdraw))
            {
                result.AddError("Say either --grant or --withdraw.");
            }
        });
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var request = new ConsentRequest(
                parsed.GetValue(commandId) ?? $"cli-{Guid.NewGuid():N}", parsed.GetValue(channel)!, parsed.GetValue(purpose)!,
                parsed.GetValue(grant), parsed.GetValue(evidence));
            var receipt = await session.Grains.Customer(parsed.GetValue(id)!).ChangeConsent(request).WaitAsync(cancellation);
            return Receipts.Tell(context, parsed, receipt, request.Granted ? "Granted." : "Withdrawn.");
        }));
        return command;
    }
}
