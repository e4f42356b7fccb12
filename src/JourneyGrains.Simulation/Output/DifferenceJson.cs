using System.Text.Json;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.BackTests;

namespace JourneyGrains.Simulation.Output;

/// <summary>Differences of messages for programs.</summary>
internal static class DifferenceJson
{
    /// <summary>One as a line of its own.</summary>
    public static byte[] Line(Difference difference) => ReportJson.Object(ReportJson.OneLine, writer =>
    {
        ReportJson.Whose(writer, difference.CustomerId, difference.Origin, difference.Key);

        writer.WriteString("difference", Name(difference.Kind));
        Message(writer, "before", difference.Before);
        Message(writer, "after", difference.After);
        if (difference.Why is { } why)
        {
            writer.WriteString("why", why);
        }
    });

    /// <summary>Why messages are missing on one side, as the field "why".</summary>
    public static void Why(Utf8JsonWriter writer, IEnumerable<(string Origin, DifferenceKind Kind, string Reason, long Count)> reasons) =>
        writer.WriteObjects("why", reasons, static (writer, one) =>
        {
            writer.WriteString("journey", one.Origin);
            writer.WriteString("difference", Name(one.Kind));
            writer.WriteString("reason", one.Reason);
            writer.WriteNumber("count", one.Count);
        });

    public static string Name(DifferenceKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

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
}
