using System.CommandLine;
using System.Text;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.CommandLine.Customers;

/// <summary>customer transcript: what was decided for the customer and why, oldest first, the newest page.</summary>
internal static class TranscriptCommand
{
    private const int PageMax = 500;

    public static Command Create(CommandContext context)
    {
        var id = CustomerCommand.Id();
        var before = new Option<long>("--before") { Description = "Only turns with a number below this one. [default: up to the newest]", HelpName = "number" };
        var count = new Option<int>("--count") { Description = "How many turns, 1 to 500.", HelpName = "n", DefaultValueFactory = _ => 20 };
        count.Validators.Add(result =>
        {
            if (result.GetValue(count) is < 1 or > PageMax)
            {
                result.AddError($"--count is 1 to {PageMax}.");
            }
        });
        var all = new Option<bool>("--all") { Description = "All turns." };
        var command = new Command("transcript", "What came in, what was decided, why and why not; oldest first.") { id, before, count, all };
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var customer = session.Grains.Customer(parsed.GetValue(id)!);
            var everything = parsed.GetValue(all);
            var (entries, next) = await ReadAsync(customer, parsed.GetValue(before), everything ? PageMax : parsed.GetValue(count), everything, cancellation);
            Write(context, parsed, entries);
            if (next > 0)
            {
                context.Terminal.Error.WriteLine($"Older turns: --before {next}");
            }

            return entries.Count > 0
                ? ExitCodes.Ok
                : throw new CommandException(ExitCodes.Refused, $"There is no transcript of customer '{parsed.GetValue(id)}'.");
        }));
        return command;
    }

    private static async Task<(List<string> Entries, long Next)> ReadAsync(
        ICustomerGrain customer, long before, int count, bool all, CancellationToken cancellation)
    {
        var entries = new List<string>();
        do
        {
            var page = await customer.Transcript(before, count).WaitAsync(cancellation);
            entries.AddRange(page.Entries);
            before = page.Next;
        }
        while (all && before > 0);
        entries.Reverse();
        return (entries, before);
    }

    private static void Write(CommandContext context, ParseResult parsed, List<string> entries)
    {
        foreach (var entry in entries)
        {
            if (context.Json(parsed))
            {
                context.Terminal.Out.WriteLine(entry);
            }
            else
            {
                Tell(context.Terminal.Out, CoreJson.ReadEntry(Encoding.UTF8.GetBytes(entry)));
            }
        }
    }

    private static void Tell(TextWriter writer, TranscriptEntry entry)
    {
        writer.WriteLine($"{Tables.Moment(entry.At)}  #{entry.Number}  {entry.Came()}");
        foreach (var line in entry.Lines.IsDefault ? [] : entry.Lines)
        {
            var subject = line.Subject is null ? "" : $" ({line.Subject})";
            writer.WriteLine($"    {line.Kind.Word(),-16} {line.Whose()}{line.Text}{subject}");
        }
    }
}
