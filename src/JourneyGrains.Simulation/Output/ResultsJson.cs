using System.Text.Json;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Statistics;

namespace JourneyGrains.Simulation.Output;

/// <summary>
/// Results of journeys for programs. Calculated numbers are cut to nine decimals: their last bits may differ between machines, reports do not.
/// </summary>
internal static class ResultsJson
{
    /// <summary>As the field "results".</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<JourneyResults> results)
    {
        writer.WriteStartArray("results");
        foreach (var journey in results)
        {
            writer.WriteStartObject();
            writer.WriteString("origin", journey.Origin);
            writer.WriteString("currency", journey.Currency);
            writer.WriteBoolean("hasGoal", journey.HasGoal);
            Splits(writer, journey);
            Messages(writer, journey);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Splits(Utf8JsonWriter writer, JourneyResults journey)
    {
        writer.WriteStartArray("splits");
        foreach (var split in journey.Splits)
        {
            writer.WriteStartObject();
            writer.WriteString("split", split.Split);
            writer.WriteString("baseline", split.Baseline);
            writer.WriteStartArray("arms");
            foreach (var arm in split.Arms)
            {
                writer.WriteStartObject();
                Arm(writer, arm);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Arm(Utf8JsonWriter writer, ArmResults arm)
    {
        writer.WriteString("arm", arm.Arm);
        if (arm.Percent is { } percent)
        {
            writer.WriteNumber("percent", percent);
        }

        writer.WriteBoolean("control", arm.IsControl);
        writer.WriteNumber("entered", arm.Entered);
        writer.WriteNumber("runs", arm.Runs);
        writer.WriteNumber("messaged", arm.Messaged);
        writer.WriteNumber("handedOver", arm.HandedOver);
        writer.WriteNumber("heldBack", arm.HeldBack);
        writer.WriteNumber("converted", arm.Converted);
        writer.WriteNumber("goals", arm.Goals);
        Estimate(writer, "rate", arm.Rate);
        writer.WriteNumber("value", arm.Value);
        Estimate(writer, "mean", arm.Mean);
        if (arm.Uplift is { } uplift)
        {
            writer.WriteStartObject("uplift");
            Estimate(writer, "rate", uplift.Rate);
            Number(writer, "relative", uplift.Relative);
            Number(writer, "pValue", uplift.PValue);
            Estimate(writer, "mean", uplift.Mean);
            writer.WriteString("verdict", uplift.Verdict);
            writer.WriteEndObject();
        }
    }

    private static void Messages(Utf8JsonWriter writer, JourneyResults journey)
    {
        writer.WriteStartArray("messages");
        foreach (var message in journey.Messages)
        {
            writer.WriteStartObject();
            writer.WriteString("template", message.Template);
            writer.WriteString("channel", message.Channel);
            writer.WriteNumber("goals", message.Goals);
            writer.WriteNumber("value", message.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Estimate(Utf8JsonWriter writer, string name, Estimate? estimate)
    {
        if (estimate is { } known)
        {
            writer.WriteStartObject(name);
            Number(writer, "value", known.Value);
            Number(writer, "low", known.Interval.Low);
            Number(writer, "high", known.Interval.High);
            writer.WriteEndObject();
        }
    }

    private static void Number(Utf8JsonWriter writer, string name, double? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, Math.Round(known, 9));
        }
    }
}
