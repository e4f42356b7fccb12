using System.CommandLine;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Commands;

/// <summary>explain: one customer's life as a person would read it.</summary>
internal sealed class ExplainCommand(TextWriter output, TextWriter error, Option<bool> json)
{
    private readonly Option<string> journeys = RunOptions.Journeys();
    private readonly RunOptions recording = new();
    private readonly Option<string> customer = new("--customer") { Description = "Whose.", HelpName = "id", Required = true };

    public Command Build()
    {
        var command = new Command("explain", "Tells one customer's life: what came in, what was said and what was not, and why.")
        {
            journeys, customer,
        };
        recording.AddTo(command);
        command.SetGuardedAction(error, Run);
        return command;
    }

    private int Run(ParseResult given)
    {
        if (given.GetValue(json))
        {
            throw new ArgumentException("explain is for people and has no JSON. For programs 'simulate --out FOLDER' writes transcript.jsonl, a line for each turn of each customer.");
        }

        if (RunOptions.Load(given.GetRequiredValue(journeys), error, option: journeys.Name) is not { } variant)
        {
            return ExitCodes.BadDefinitions;
        }

        var id = given.GetRequiredValue(customer);
        var progress = new ProgressLine(error);
        var last = DateTimeOffset.MinValue;
        var beside = recording.ReadBeside(given, error, variant.Definitions, id);
        var life = recording.Read(given).Select(one => Note(one, ref last)).Where(one => one.Event.CustomerId == id).ToList();
        if (life.Count == 0 && beside is null)
        {
            error.WriteLine($"The recording has no event of customer '{id}'{(recording.IsCut(given) ? " up to the moment of --until" : "")}.");
            return ExitCodes.Usage;
        }

        // The others' events still say how far time went.
        var times = recording.Times(given, progress, variant);
        var until = times.Until ?? (last > times.LastBeside ? last : times.LastBeside);
        var result = Simulator.Run(variant.Definitions, variant.Templates, life, times with { Until = until });
        foreach (var told in result.Customers)
        {
            Narrative.Write(told, output);
        }

        output.WriteLine(times.Until is null
            ? $"Told up to the end of the recording, {Moments.Format(until)}; --until lets more time pass."
            : $"Told up to {Moments.Format(until)}, the moment of --until.");
        recording.TellNotes(output);

        foreach (var refused in result.Refused)
        {
            output.WriteLine($"Refused, line {refused.Line}: {refused.Refusal.Reason}");
        }

        recording.TellBad(error);
        return recording.Bad.Count > 0 ? ExitCodes.BadLines : ExitCodes.Done;
    }

    private static RecordedEvent Note(RecordedEvent recorded, ref DateTimeOffset last)
    {
        last = recorded.Arrival > last ? recorded.Arrival : last;
        return recorded;
    }
}
