using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Pages;
using JourneyGrains.Simulation.Rehearsals;

namespace JourneyGrains.Simulation.Commands;

/// <summary>rehearse: a whole festival of generated customers, before it happens.</summary>
internal sealed class RehearseCommand(TextWriter output, TextWriter error, Option<bool> json)
{
    private static readonly FestivalOptions Defaults = new();

    private readonly Option<string> journeys = RunOptions.Journeys();
    private readonly RunOptions times = new();
    private readonly Option<int> customers =
        new("--customers") { Description = $"How many customers, 1 to {FestivalOptions.CustomersMax:N0}.", HelpName = "n", DefaultValueFactory = _ => Defaults.Customers };
    private readonly Option<int> events =
        new("--events-per-customer") { Description = "On average, about.", HelpName = "n", DefaultValueFactory = _ => Defaults.EventsPerCustomer };
    private readonly Option<DateOnly?> from = RunOptions.Date("--from", "The first day, as 2025-11-11.", Defaults.From);
    private readonly Option<int> days =
        new("--days") { Description = $"How many days, 1 to {FestivalOptions.DaysMax}.", HelpName = "n", DefaultValueFactory = _ => Defaults.Days };
    private readonly Option<long> seed = new("--seed") { Description = "Another seed is another festival.", DefaultValueFactory = _ => Defaults.Seed };
    private readonly Option<string?> curve = new("--curve")
    {
        Description = "Lines of time,weight under a line of heads: the shape of the load. [default: peaks at 11.11, Black Friday, ..., Christmas]",
        HelpName = "file",
    };

    private readonly Option<(string Name, decimal Value)[]> rates = Pairs("--rate", "email=500", "What a channel takes: {0} messages a second. May be given more than once.");
    private readonly Option<(string Name, decimal Value)[]> costs = Pairs("--cost", "sms=0.06", "What one message costs: {0}. May be given more than once.");
    private readonly Option<string?> folder = new("--out") { Description = "Write rehearsal.json and report.html there.", HelpName = "folder" };

    public Command Build()
    {
        var command = new Command(
            "rehearse", "Runs a whole festival of generated customers: when the last of them will know, what is held back, what it costs.")
        {
            journeys, customers, events, from, days, seed, curve, rates, costs,
        };
        times.AddTimesTo(command);
        command.Options.Add(folder);
        command.SetGuardedAction(error, Run);
        return command;
    }

    private int Run(ParseResult given)
    {
        if (RunOptions.Load(given.GetRequiredValue(journeys), error, option: journeys.Name) is not { } variant)
        {
            return ExitCodes.BadDefinitions;
        }

        CheckChannels(variant.Definitions.Brand, given.GetValue(rates), "--rate");
        CheckChannels(variant.Definitions.Brand, given.GetValue(costs), "--cost");
        var festival = new FestivalOptions
        {
            Seed = given.GetValue(seed),
            Customers = given.GetValue(customers),
            EventsPerCustomer = given.GetValue(events),
            From = given.GetValue(from) ?? Defaults.From,
            Days = given.GetValue(days),
            Curve = given.GetValue(curve) is { } path ? LoadCurve.Read(path) : null,
        };
        var plan = new DeliveryPlan(
            (given.GetValue(rates) ?? []).ToDictionary(pair => pair.Name, pair => (double)pair.Value, StringComparer.Ordinal),
            (given.GetValue(costs) ?? []).ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));
        var progress = new ProgressLine(error);
        var found = Rehearsal.Run(variant, festival, plan, times.Times(given, progress, variant) with { Launches = times.Launches(given) });
        progress.Clear();
        if (given.GetValue(folder) is { } target)
        {
            Directory.CreateDirectory(target);
            File.WriteAllText(Path.Combine(target, "rehearsal.json"), RehearsalJson.Write(found) + "\n");
            File.WriteAllText(Path.Combine(target, "report.html"), RehearsalPage.Of(found));
        }

        output.WriteLine(given.GetValue(json) ? RehearsalJson.Write(found) : RehearsalText.Write(found));
        times.TellCalls(given.GetValue(json) ? error : output);
        return ExitCodes.Done;
    }

    private static void CheckChannels(Brand brand, (string Name, decimal Value)[]? given, string option)
    {
        if (given?.FirstOrDefault(pair => brand.Channel(pair.Name) is null).Name is { } unknown)
        {
            throw new ArgumentException(
                $"{option}: the brand has no channel '{unknown}'; it has: {string.Join(", ", brand.Channels.Select(channel => channel.Name))}.");
        }
    }

    /// <param name="description">With {0} where the example stands.</param>
    private static Option<(string Name, decimal Value)[]> Pairs(string name, string example, string description) => new(name)
    {
        Description = string.Format(CultureInfo.InvariantCulture, description, example),
        HelpName = "channel=number",
        CustomParser = argument => [.. argument.Tokens.Select(token => Pair(token.Value, example, argument))],
    };

    private static (string Name, decimal Value) Pair(string text, string example, SymbolResult symbol)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at > 0 && decimal.TryParse(text[(at + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return (text[..at], number);
        }

        symbol.AddError($"'{text}' is not a channel with a number above 0; write it like {example}.");
        return ("", 0);
    }
}
