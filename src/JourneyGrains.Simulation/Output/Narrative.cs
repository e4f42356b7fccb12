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
        output.WriteLine("Times are UTC.");
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

            output.WriteLine($"  {at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {entry.Came()}");
            foreach (var line in entry.Lines)
            {
                output.WriteLine($"            {line.Kind.Word(),-16} {line.Whose()}{line.Text}");
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

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
