using System.Text.Json;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Findings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Output;

/// <summary>Findings for programs, as fields of the object that is being written.</summary>
internal static class FindingsJson
{
    public static void Write(Utf8JsonWriter writer, RunFindings found)
    {
        writer.WriteNumber("events", found.Events);
        writer.WriteNumber("customers", found.Outcome.Customers);
        writer.WriteNumber("messages", found.Messages);
        writer.WriteNumber("refused", found.Refused);
        if (found.Outcome.Digest is { Length: > 0 } digest)
        {
            writer.WriteString("digest", digest);
        }

        writer.WritePropertyName("totals");
        Totals(writer, found.Outcome);
        ResultsJson.Write(writer, found.Outcome.Results.Journeys);
        writer.WriteObjects("reasons", found.Reasons.All, Reason);
        Sends(writer, found.Sends);
    }

    public static void Totals(Utf8JsonWriter writer, VariantOutcome outcome)
    {
        writer.WriteStartObject();
        foreach (var (name, count) in outcome.Totals)
        {
            writer.WriteNumber(name, count);
        }

        writer.WriteEndObject();
    }

    private static void Reason(Utf8JsonWriter writer, (string Origin, LineKind Kind, string Reason, long Count) one)
    {
        writer.WriteString("journey", one.Origin);
        writer.WriteString("kind", one.Kind.ToString());
        writer.WriteString("reason", one.Reason);
        writer.WriteNumber("count", one.Count);
    }

    private static void Sends(Utf8JsonWriter writer, Timeline sends)
    {
        writer.WriteStartObject("sends");
        if (!sends.IsEmpty)
        {
            writer.WriteString("from", Moments.Format(sends.First));
            writer.WriteNumber("stepSeconds", (long)sends.Step.TotalSeconds);
            writer.WriteStartObject("counts");
            foreach (var name in sends.Names)
            {
                writer.WriteStartArray(name);
                foreach (var count in sends.Of(name))
                {
                    writer.WriteNumberValue(count);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
