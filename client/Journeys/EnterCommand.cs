using System.CommandLine;
using System.Text;
using System.Text.Json;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Customers;
using JourneyGrains.Contracts.Customers;

namespace JourneyGrains.CommandLine.Journeys;

/// <summary>journeys enter: lets a customer enter a journey that says 'by: api'.</summary>
internal static class EnterCommand
{
    public static Command Create(CommandContext context)
    {
        var journey = new Argument<string>("journey") { Description = "The name of the journey." };
        var id = CustomerCommand.Id("customer");
        var data = new Option<string?>("--data") { Description = "What the journey's expressions call 'event': one JSON object.", HelpName = "json" };
        data.Validators.Add(result =>
        {
            if (Fault(result.GetValue(data)) is { } fault)
            {
                result.AddError($"--data is no JSON object: {fault}.");
            }
        });
        var commandId = new Option<string?>("--command-id") { Description = "The same id again changes nothing. [default: a new one]", HelpName = "id" };
        var command = new Command("enter", "Let a customer enter a journey that says 'by: api'.") { journey, id, data, commandId };
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var request = new EnterRequest(
                parsed.GetValue(commandId) ?? $"cli-{Guid.NewGuid():N}", parsed.GetValue(journey)!, Encoding.UTF8.GetBytes(parsed.GetValue(data) ?? ""));
            var receipt = await session.Grains.Customer(parsed.GetValue(id)!).Enter(request).WaitAsync(cancellation);
            return Receipts.Tell(context, parsed, receipt, "Entered.");
        }));
        return command;
    }

    /// <summary>What keeps a text from being one JSON object; null: nothing does.</summary>
    private static string? Fault(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        try
        {
            using var parsed = JsonDocument.Parse(json);
            return parsed.RootElement.ValueKind == JsonValueKind.Object ? null : "it is JSON of another kind; an object is like {\"orderId\": \"o-1\"}";
        }
        catch (JsonException error)
        {
            return $"it cannot be read from line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1} on";
        }
    }
}
