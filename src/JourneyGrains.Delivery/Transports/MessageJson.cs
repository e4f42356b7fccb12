using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Delivery.Transports;

/// <summary>A message as a JSON object: what webhooks post and what files of channels other than e-mail hold.</summary>
internal static class MessageJson
{
    public static byte[] Write(OutgoingMessage outgoing, bool indented)
    {
        var (cleared, rendered) = outgoing;
        var message = cleared.Message;
        var buffer = new ArrayBufferWriter<byte>(1024);
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartObject();
            writer.WriteString("id", message.Id);
            writer.WriteString("channel", message.Channel);
            writer.WriteString("to", cleared.Address);
            writer.WriteString("subject", rendered.Subject);
            writer.WriteString("text", rendered.Text);
            writer.WriteString("html", rendered.Html);
            writer.WriteString("template", message.Template);
            writer.WriteString("journey", message.Origin);
            writer.WriteString("customer", cleared.CustomerId);
            writer.WriteString("purpose", message.Purpose);
            writer.WriteString("language", rendered.Language);
            writer.WriteString("decidedAt", Moments.Format(message.DecidedAt));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
