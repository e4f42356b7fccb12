using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;

namespace JourneyGrains.CommandLine.Customers;

/// <summary>customer: one customer, as committed, and what may be done for them.</summary>
internal static class CustomerCommand
{
    public static Command Create(CommandContext context) => new("customer", "Look at one customer; change consent; forget.")
    {
        ShowCommand.Create(context),
        TranscriptCommand.Create(context),
        ConsentCommand.Create(context),
        ForgetCommand.Create(context),
    };

    public static Argument<string> Id(string name = "id")
    {
        var id = new Argument<string>(name) { Description = "The customer's id." };
        id.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && string.IsNullOrWhiteSpace(given))
            {
                result.AddError("The customer's id is empty; give the one that the events have, like c-00042.");
            }
        });
        return id;
    }
}
