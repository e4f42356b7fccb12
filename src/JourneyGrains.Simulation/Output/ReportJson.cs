using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.Output;

/// <summary>The report for programs.</summary>
internal static class ReportJson
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Report report) => Encoding.UTF8.GetString(Object(Readable, writer =>
    {
        var result = report.Result;
        writer.WriteNumber("events", report.Events);
        writer.WriteNumber("customers", result.Customers.Length);
        writer.WriteNumber("messages", result.Messages.Count());
        writer.WriteNumber("refused", result.Refused.Length);
        writer.WriteNumber("badLines", report.Bad.Count);
        writer.WriteString("digest", result.Digest);
        writer.WritePropertyName("totals");
        Totals(writer, result);
    }));

    public static byte[] TotalsOf(SimulationResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            Totals(writer, result);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Message(SimulatedMessage simulated) => Object(OneLine, writer =>
    {
        var message = simulated.Message;
        writer.WriteString("id", message.Id);
        writer.WriteString("customer", simulated.CustomerId);
        writer.WriteString("channel", message.Channel);
        writer.WriteString("journey", message.Origin);
        writer.WriteString("template", message.Template);
        writer.WriteString("purpose", message.Purpose);
        writer.WriteString("language", simulated.Rendered?.Language ?? message.Language);
        writer.WriteString("decidedAt", Moments.Format(message.DecidedAt));
        writer.WriteString("handedOverAt", Moments.Format(simulated.HandedOverAt));
        writer.WriteString("subject", simulated.Rendered?.Subject);
        writer.WriteString("text", simulated.Rendered?.Text);
    });

    public static byte[] Entry(string customerId, TranscriptEntry entry) => Object(OneLine, writer =>
    {
        writer.WriteString("customer", customerId);
        writer.WritePropertyName("entry");
        writer.WriteRawValue(CoreJson.Write(entry));
    });

    public static byte[] Problem(string file, long line, string reason) => Object(OneLine, writer =>
    {
        writer.WriteString("file", file);
        writer.WriteNumber("line", line);
        writer.WriteString("reason", reason);
    });

    private static byte[] Object(JsonWriterOptions options, Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Totals(Utf8JsonWriter writer, SimulationResult result)
    {
        writer.WriteStartObject();
        foreach (var (name, count) in result.Totals)
        {
            writer.WriteNumber(name, count);
        }

        writer.WriteEndObject();
    }
}
