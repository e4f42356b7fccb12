using System.Globalization;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Simulation.Output;

/// <summary>One customer's transcript as a person reads it: by day, what came in, and under it what that led to or why it led to nothing.</summary>
internal static class Narrative
{
    public static void Write(SimulatedCustomer customer, TextWriter output)
    {
        output.WriteLine(Summary(customer));
        var day = default(DateOnly);
        foreach (var entry in customer.Entries)
        {
            var at = entry.At.UtcDateTime;
            if (day != DateOnly.FromDateTime(at))
            {
                day = DateOnly.FromDateTime(at);
                output.WriteLine();
                output.WriteLine(day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture));
            }

            output.WriteLine($"  {at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {Came(entry)}");
            foreach (var line in entry.Lines)
            {
                output.WriteLine($"            {Word(line.Kind),-14} {From(line)}{line.Text}");
            }
        }

        output.WriteLine();
        output.WriteLine(End(customer.State));
    }

    private static string Summary(SimulatedCustomer customer)
    {
        var lines = customer.Entries.SelectMany(entry => entry.Lines).ToList();
        var withheld = lines.Count(line => line.Kind is LineKind.Withheld or LineKind.Withdrawn or LineKind.Failed);
        return $"Customer {customer.Id}: {Counted(customer.Entries.Length, "turn")}, {Counted(customer.Messages.Length, "message")} handed over, "
            + $"{withheld} withheld or given up, {Held(customer.State)}{Counted(lines.Count(line => line.Kind == LineKind.Goal), "goal")} reached.";
    }

    private static string End(CustomerState state)
    {
        var runs = state.Runs.Length == 0 ? "No journey is under way." : $"Under way: {string.Join(", ", state.Runs.Select(Told))}.";
        var messages = string.Concat(state.Outbox.Where(message => message.Call is null).Select(message =>
            $" {message.Template} of {message.Origin} {(message.Status == MessageStatus.Held ? "is held back" : "waits to be handed over")}"
                + $"{(message.RetryAt is { } again ? $" until {Moment(again)}" : "")}."));
        return state.NextDueAt is { } due ? $"{runs}{messages} Next due {Moment(due)}." : runs + messages;
    }

    /// <summary>Those that are held back still, not those that were for a while.</summary>
    private static string Held(CustomerState state) =>
        state.Outbox.Count(message => message.Status == MessageStatus.Held) is > 0 and var held ? $"{held} held back, " : "";

    private static string Told(Core.Journeys.Run run) =>
        (run.Key.Length == 0 ? run.Journey : $"{run.Journey} [{run.Key}]") + (run.DueAt is { } due ? $", waiting until {Moment(due)}" : "");

    private static string Came(TranscriptEntry entry) => entry.Input switch
    {
        "timer" when entry.Lines is [{ Kind: LineKind.Joined or LineKind.Left or LineKind.Entered or LineKind.NotEntered }, ..] => "time has passed",
        "timer" => "a wait is over",
        var input when input.StartsWith("event ", StringComparison.Ordinal) => input["event ".Length..],
        var input => input,
    };

    private static string From(TranscriptLine line) =>
        line.Origin is null ? "" : line.Key is null ? $"{line.Origin}: " : $"{line.Origin} [{line.Key}]: ";

    private static string Word(LineKind kind) => kind switch
    {
        LineKind.NotEntered => "does not begin",
        LineKind.Entered => "begins",
        LineKind.Exited => "ends",
        LineKind.Finished => "is done",
        LineKind.Sent => "decides",
        LineKind.HandedOver => "handed over",
        LineKind.Withheld => "withholds",
        LineKind.Held => "holds back",
        LineKind.Withdrawn => "takes back",
        LineKind.Retry => "tries again",
        LineKind.Failed => "gives up",
        LineKind.Goal => "goal",
        LineKind.Limit => "at a limit",
        LineKind.NotInAudience => "not meant",
        LineKind.Issued => "gives",
        LineKind.NotIssued => "does not give",
        LineKind.Redeemed => "redeemed",
        LineKind.Called => "asks",
        LineKind.Answered => "is answered",
        LineKind.CallFailed => "no answer",
        LineKind.Report => "reported",
        LineKind.Fact => "knows",
        LineKind.Points => "points",
        LineKind.Joined => "comes into",
        LineKind.Left => "goes out of",
        _ => "goes on",
    };

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
