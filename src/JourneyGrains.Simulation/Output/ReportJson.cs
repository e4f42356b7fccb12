using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Lives;

namespace JourneyGrains.Simulation.Output;

/// <summary>The report for programs.</summary>
internal static class ReportJson
{
    internal static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    internal static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="beside">What was taken with the events; null: nothing.</param>
    public static string Write(Report report, BesideEvents? beside = null) => Encoding.UTF8.GetString(Object(Readable, writer =>
    {
        writer.WriteNumber("badLines", report.Bad.Count);
        Beside(writer, beside);
        FindingsJson.Write(writer, report.Findings);
    }));

    public static byte[] TotalsOf(Report report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            FindingsJson.Totals(writer, report.Findings.Outcome);
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

    /// <summary>Whose a line is: the customer, the journey and, where the run has one, its key.</summary>
    public static void Whose(Utf8JsonWriter writer, string customerId, string journey, string key)
    {
        writer.WriteString("customer", customerId);
        writer.WriteString("journey", journey);
        if (key.Length > 0)
        {
            writer.WriteString("key", key);
        }
    }

    /// <summary>As the field "besideEvents", where there is anything.</summary>
    public static void Beside(Utf8JsonWriter writer, BesideEvents? beside)
    {
        if (beside is not null)
        {
            writer.WriteStartObject("besideEvents");
            writer.WriteNumber("entries", beside.Entries);
            writer.WriteNumber("waves", beside.Waves);
            writer.WriteNumber("waveCustomers", beside.WaveCustomers);
            writer.WriteNumber("consents", beside.Consents);
            writer.WriteEndObject();
        }
    }

    /// <param name="file">Null: it is not known in which.</param>
    public static byte[] Problem(string? file, long line, string reason) => Object(OneLine, writer =>
    {
        if (file is not null)
        {
            writer.WriteString("file", file);
        }

        writer.WriteNumber("line", line);
        writer.WriteString("reason", reason);
    });

    internal static byte[] Object(JsonWriterOptions options, Action<Utf8JsonWriter> fields)
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
}
