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
    public static void Write(Utf8JsonWriter writer, IEnumerable<JourneyResults> results) => writer.WriteObjects("results", results, Journey);

    private static void Journey(Utf8JsonWriter writer, JourneyResults journey)
    {
        writer.WriteString("origin", journey.Origin);
        writer.WriteString("currency", journey.Currency);
        writer.WriteBoolean("hasGoal", journey.HasGoal);
        writer.WriteObjects("splits", journey.Splits, Split);
        writer.WriteObjects("messages", journey.Messages, Message);
    }

    private static void Split(Utf8JsonWriter writer, SplitResults split)
    {
        writer.WriteString("split", split.Split);
        writer.WriteString("baseline", split.Baseline);
        Number(writer, "ratioPValue", split.RatioPValue);
        if (split.Warning is { } warning)
        {
            writer.WriteString("warning", warning);
        }

        writer.WriteObjects("arms", split.Arms, Arm);
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
        Estimate(writer, "rate", arm.Entered == 0 ? null : arm.Rate);
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

    private static void Message(Utf8JsonWriter writer, MessageResults message)
    {
        writer.WriteString("template", message.Template);
        writer.WriteString("channel", message.Channel);
        writer.WriteNumber("goals", message.Goals);
        writer.WriteNumber("value", message.Value);
    }

    private static void Estimate(Utf8JsonWriter writer, string name, Estimate? estimate)
    {
        if (estimate is { } known)
        {
            writer.WriteStartObject(name);
            Number(writer, "value", known.Value);
            if (known.Interval.Low < known.Interval.High)
            {
                Number(writer, "low", known.Interval.Low);
                Number(writer, "high", known.Interval.High);
            }

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
