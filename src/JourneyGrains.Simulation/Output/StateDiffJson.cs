using System.Text;
using System.Text.Json;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Differences;
using JourneyGrains.Simulation.StateDiffs;

namespace JourneyGrains.Simulation.Output;

/// <summary>What differs, for programs.</summary>
internal static class StateDiffJson
{
    /// <param name="found">Null: only definitions were compared.</param>
    /// <param name="notes">What is in order and hardly meant; null: nothing.</param>
    public static string Write(
        IReadOnlyList<DefinitionChange> changes, StateDiffFindings? found, JsonWriterOptions options, IReadOnlyList<string>? notes = null) =>
        Encoding.UTF8.GetString(ReportJson.Object(options, writer =>
        {
            writer.WriteObjects("changes", changes, Write);
            writer.WriteTexts("notes", notes ?? []);
            if (found is not null)
            {
                Write(writer, found);
            }
        }));

    /// <summary>What becomes of one run, as a line of its own.</summary>
    public static byte[] Line(RunOutcome run) => ReportJson.Object(ReportJson.OneLine, writer =>
    {
        ReportJson.Whose(writer, run.CustomerId, run.Journey, run.Key);

        writer.WriteString("run", Name(run.Fate));
        writer.WriteString("version", run.Version);
        writer.WriteString("step", run.Step);
        if (run.StepAfter is { } after && after != run.Step)
        {
            writer.WriteString("stepAfter", after);
        }
    });

    private static string Name(RunFate fate) => fate.ToString().ToLowerInvariant();

    private static void Write(Utf8JsonWriter writer, DefinitionChange change)
    {
        writer.WriteString("of", change.Of);
        writer.WriteString("part", change.Part);
        writer.WriteString("change", change.Kind);
        writer.WriteString("before", change.Before);
        writer.WriteString("after", change.After);
    }

    private static void Write(Utf8JsonWriter writer, StateDiffFindings found)
    {
        writer.WriteString("from", Moments.Format(found.From));
        writer.WriteString("until", Moments.Format(found.Until));
        writer.WriteNumber("customers", found.Read);
        writer.WriteNumber("customersInFlight", found.InFlight);
        writer.WriteNumber("customersWhoDiffer", found.Differ);
        writer.WriteNumber("customersWithRunsThatChange", found.WithRunsThatChange);
        writer.WriteNumber("messagesBefore", found.MessagesBefore);
        writer.WriteNumber("messagesAfter", found.MessagesAfter);
        writer.WriteStartObject("journeys");
        foreach (var (journey, counts) in found.Journeys)
        {
            writer.WriteStartObject(journey);
            writer.WriteStartObject("messages");
            writer.WriteNumber("same", counts.Same);
            foreach (var kind in JourneyDifference.Kinds)
            {
                writer.WriteNumber(kind, counts.Of(kind));
            }

            writer.WriteEndObject();
            writer.WriteStartObject("runs");
            foreach (var fate in Enum.GetValues<RunFate>())
            {
                writer.WriteNumber(Name(fate), counts.Of(fate));
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        DifferenceJson.Why(writer, found.Reasons);
    }
}
