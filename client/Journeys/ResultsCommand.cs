using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Statistics;
using Spectre.Console;

namespace JourneyGrains.CommandLine.Journeys;

/// <summary>journeys results: arm by arm, with intervals.</summary>
internal static class ResultsCommand
{
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "The journey, or a wave as campaign/wave." };
        var command = new Command("results", "What became of the customers of each arm: conversions and value, with intervals of 95 %.") { name };
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var origin = parsed.GetRequiredValue(name);
            var results = await session.Grains.Operations.Results(origin).WaitAsync(cancellation)
                ?? throw new CommandException(
                    ExitCodes.Refused,
                    $"There is no journey '{origin}', and no wave of that name.{Meant(origin, await session.Grains.Operations.Definitions().WaitAsync(cancellation))}");
            context.Tell(parsed, results, terminal => Show(terminal, results));

            return ExitCodes.Ok;
        }));
        return command;
    }

    /// <summary>The waves that have the name for their campaign's, or for their own.</summary>
    private static string Meant(string name, DefinitionsView definitions)
    {
        var waves = definitions.Campaigns.Where(wave =>
            wave.StartsWith($"{name}/", StringComparison.Ordinal) || wave.EndsWith($"/{name}", StringComparison.Ordinal)).ToArray();
        return waves.Length == 0 ? "" : $" A wave is named with its campaign: {string.Join(", ", waves)}.";
    }

    private static void Show(Terminal terminal, ResultsView results)
    {
        if (results.Gone)
        {
            terminal.Out.WriteLine($"{results.Origin} is no longer among the definitions; what was counted of it stays.");
        }

        if (results.Splits.Length == 0 && results.Gone)
        {
            terminal.Out.WriteLine("No customers were counted of it by arms; its totals are told by status.");
        }
        else if (results.Splits.Length == 0)
        {
            terminal.Out.WriteLine($"No customers are counted of {results.Origin}. They are once it has a split, a goal with a value, or a control group.");
        }

        foreach (var split in results.Splits)
        {
            terminal.Out.WriteLine(split.Split.Length == 0 ? $"{results.Origin} as a whole" : $"split {split.Split} of {results.Origin}");
            terminal.Screen.Write(Counts(terminal, split));
            if (split.Warning is { } warning)
            {
                terminal.Out.WriteLine(warning);
            }

            if (results.HasGoal)
            {
                terminal.Screen.Write(Rates(terminal, split));
                if (split.Arms.Any(arm => arm.Value != 0))
                {
                    terminal.Screen.Write(Values(terminal, split, results.Currency));
                }
            }

            terminal.Out.WriteLine();
        }

        if (results.Messages.Length > 0)
        {
            terminal.Screen.Write(Messages(terminal, results));
        }
    }

    private static Table Counts(Terminal terminal, SplitView split)
    {
        var table = Numbers(terminal, "arm", "percent", "customers", "runs", "messaged", "messages", "held back");
        foreach (var arm in split.Arms)
        {
            table.AddTexts(
                Name(split, arm), arm.Percent is { } percent ? Text($"{percent:0.##}") : "-", Tables.Count(arm.Entered), Tables.Count(arm.Runs),
                Tables.Count(arm.Messaged), Tables.Count(arm.HandedOver), Tables.Count(arm.HeldBack));
        }

        return table;
    }

    private static Table Rates(Terminal terminal, SplitView split)
    {
        var table = Numbers(terminal, "arm", "converted", "rate", "above", "p", "so far");
        foreach (var arm in split.Arms)
        {
            var uplift = arm.Uplift;
            table.AddTexts(
                Name(split, arm), Tables.Count(arm.Converted), Percent(arm), uplift is null ? "-" : Points(uplift.Rate),
                uplift?.PValue is { } p ? p < 0.0001 ? "<0.0001" : Text($"{p:0.0000}") : "-", uplift?.Verdict ?? "-");
        }

        return table;
    }

    private static Table Values(Terminal terminal, SplitView split, string currency)
    {
        var table = Numbers(terminal, "arm", $"value {currency}", "by customer", "above");
        foreach (var arm in split.Arms)
        {
            table.AddTexts(Name(split, arm), Text($"{arm.Value:N2}"), Money(arm.Mean), Money(arm.Uplift?.Mean, sign: "+"));
        }

        return table;
    }

    private static Table Messages(Terminal terminal, ResultsView results)
    {
        // A goal without a value has none to tell.
        string[] value = results.Messages.Any(message => message.Value != 0) ? [$"value {results.Currency}"] : [];
        var table = terminal.NewTable(["goals put down to", "by", "goals", .. value]);
        Array.ForEach(results.Messages, message => table.AddTexts(
            [message.Template, message.Channel, Tables.Count(message.Goals), .. value.Select(_ => Text($"{message.Value:N2}"))]));
        return table;
    }

    private static Table Numbers(Terminal terminal, params string[] columns)
    {
        var table = terminal.NewTable(columns);
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        return table;
    }

    private static string Name(SplitView split, ArmView arm) => arm.Control ? $"{arm.Arm} (control)" : arm.Arm == split.Baseline ? $"{arm.Arm} (baseline)" : arm.Arm;

    private static string Percent(ArmView arm) => EstimateText.Percent(arm.Entered, Of(arm.Rate));

    private static string Points(EstimateView above) => EstimateText.Points(Of(above));

    private static string Money(EstimateView? mean, string sign = "") =>
        mean is null ? EstimateText.Nothing : EstimateText.Amount(Of(mean), $"{sign}#,0.00;-#,0.00;0.00");

    private static Estimate Of(EstimateView view) => new(view.Value, new(view.Low, view.High));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
