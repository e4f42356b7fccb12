using System.Text;
using System.Text.Json;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.BackTests;

namespace JourneyGrains.Simulation.Output;

/// <summary>A back-test for programs.</summary>
internal static class BackTestJson
{
    public static string Write(BackTestFindings found) => Encoding.UTF8.GetString(ReportJson.Object(ReportJson.Readable, writer =>
    {
        writer.WriteNumber("customersWhoDiffer", found.CustomersWhoDiffer);
        writer.WriteStartObject("journeys");
        foreach (var (origin, counts) in found.Origins)
        {
            writer.WriteStartObject(origin);
            writer.WriteNumber("same", counts.Same);
            foreach (var kind in Enum.GetValues<DifferenceKind>())
            {
                writer.WriteNumber(Name(kind), counts.Of(kind));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        Reasons(writer, found);
        writer.WriteStartObject("before");
        FindingsJson.Write(writer, found.Before);
        writer.WriteEndObject();
        writer.WriteStartObject("after");
        FindingsJson.Write(writer, found.After);
        writer.WriteEndObject();
    }));

    public static byte[] Line(Difference difference) => ReportJson.Object(ReportJson.OneLine, writer =>
    {
        writer.WriteString("customer", difference.CustomerId);
        writer.WriteString("journey", difference.Origin);
        if (difference.Key.Length > 0)
        {
            writer.WriteString("key", difference.Key);
        }

        writer.WriteString("difference", Name(difference.Kind));
        Message(writer, "before", difference.Before);
        Message(writer, "after", difference.After);
        if (difference.Why is { } why)
        {
            writer.WriteString("why", why);
        }
    });

    private static void Reasons(Utf8JsonWriter writer, BackTestFindings found)
    {
        writer.WriteStartArray("why");
        foreach (var (origin, kind, reason, count) in found.Reasons)
        {
            writer.WriteStartObject();
            writer.WriteString("journey", origin);
            writer.WriteString("difference", Name(kind));
            writer.WriteString("reason", reason);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Message(Utf8JsonWriter writer, string name, ComparedMessage? message)
    {
        if (message is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("template", message.Template);
        writer.WriteString("channel", message.Channel);
        writer.WriteString("at", Moments.Format(message.At));
        writer.WriteEndObject();
    }

    private static string Name(DifferenceKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
