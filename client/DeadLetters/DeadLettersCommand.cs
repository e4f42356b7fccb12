using System.CommandLine;
using System.Text;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Operations;

namespace JourneyGrains.CommandLine.DeadLetters;

/// <summary>deadletters: what was refused, and publishing it again.</summary>
internal static class DeadLettersCommand
{
    public static Command Create(CommandContext context) => new("deadletters", "What was refused, with its reason.")
    {
        CreateList(context),
        CreateReplay(context),
    };

    private static Command CreateList(CommandContext context)
    {
        var before = new Option<long>("--before") { Description = "Only numbers below this one. [default: from the newest]", HelpName = "number" };
        var count = new Option<int>("--count") { Description = "How many at most.", HelpName = "n", DefaultValueFactory = _ => 50 };
        count.Validators.Add(result => CheckCount(result, count));
        var command = new Command("list", "List dead letters, newest first.") { before, count };
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var letters = await session.Grains.Operations.DeadLetters(parsed.GetValue(before), parsed.GetValue(count)).WaitAsync(cancellation);
            if (context.Json(parsed))
            {
                Array.ForEach(letters, letter => context.Terminal.WriteJson(ForPrograms(letter)));
            }
            else
            {
                Show(context.Terminal, letters, parsed.GetValue(count));
            }

            return ExitCodes.Ok;
        }));
        return command;
    }

    private static Command CreateReplay(CommandContext context)
    {
        var numbers = new Argument<long[]>("number") { Description = "The numbers to publish again.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "All that can be published again." };
        var command = new Command("replay", "Publish dead letters again; one that is taken leaves the list.") { numbers, all };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == (result.GetValue(numbers) is { Length: > 0 }))
            {
                result.AddError("Say which dead letters to publish again: their numbers, or --all.");
            }
        });
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var receipt = await session.Grains.Operations.ReplayDeadLetters(parsed.GetValue(all) ? null : parsed.GetValue(numbers)).WaitAsync(cancellation);
            context.Tell(parsed, receipt, terminal => terminal.Out.WriteLine(
                $"{receipt.Taken} taken, {receipt.RefusedAgain} refused again, {receipt.NotReplayable} cannot be replayed."));

            TellProblems(context.Terminal, receipt);
            return receipt is { RefusedAgain: 0, NotReplayable: 0, Missing: null or [] } ? ExitCodes.Ok : ExitCodes.Refused;
        }));
        return command;
    }

    private static void TellProblems(Terminal terminal, ReplayReceipt receipt)
    {
        foreach (var refusal in receipt.Refusals ?? [])
        {
            terminal.Error.WriteLine($"dead letter {refusal.Number}, refused again: {refusal.Code}: {refusal.Reason}");
        }

        foreach (var number in receipt.Missing ?? [])
        {
            terminal.Error.WriteLine($"There is no dead letter {number}. See: journeygrains deadletters list");
        }
    }

    private static void CheckCount(System.CommandLine.Parsing.OptionResult result, Option<int> count)
    {
        if (result.GetValue(count) is < 1 or > 500)
        {
            result.AddError("--count is 1 to 500.");
        }
    }

    private static void Show(Terminal terminal, DeadLetterRecord[] letters, int asked)
    {
        if (letters.Length == 0)
        {
            terminal.Out.WriteLine("No dead letters.");
            return;
        }

        var table = terminal.NewTable("number", "at", "source", "code", "event", "customer", "again", "reason");
        foreach (var letter in letters)
        {
            table.AddTexts(
                $"{letter.Number}", Tables.Moment(letter.At), letter.Source, letter.Code, letter.EventId, letter.CustomerId,
                letter.Replayable ? "yes" : "no", letter.Reason);
        }

        terminal.Screen.Write(table);
        if (letters.Length == asked)
        {
            terminal.Error.WriteLine($"Older ones: --before {letters[^1].Number}");
        }
    }

    private static object ForPrograms(DeadLetterRecord letter) => new
    {
        letter.Number,
        letter.At,
        letter.Source,
        letter.Code,
        letter.Reason,
        letter.EventId,
        letter.CustomerId,
        letter.Replayable,
        body = Encoding.UTF8.GetString(letter.Body),
    };
}
