using System.Globalization;
using System.Text;
using JourneyGrains.Core.Statistics;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Output;

/// <summary>Results of arms for a person at a terminal, a line each; nothing where nothing was counted.</summary>
internal static class ResultsText
{
    public static void Write(StringBuilder text, ArmOutcome results)
    {
        foreach (var journey in results.Journeys)
        {
            foreach (var split in journey.Splits)
            {
                var name = split.Split.Length == 0 ? journey.Origin : $"{journey.Origin}: {split.Split}";
                foreach (var arm in split.Arms)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}, {arm.Arm}: {arm.Entered} customers, {arm.Messaged} messaged");
                    if (journey.HasGoal)
                    {
                        text.Append(CultureInfo.InvariantCulture, $", {arm.Converted} converted: {EstimateText.Percent(arm.Entered, arm.Rate)}");
                        text.Append(arm.Value == 0 ? "" : FormattableString.Invariant($", value {arm.Value:0.00} {journey.Currency}"));
                    }

                    text.AppendLine(arm.Uplift is { } uplift && journey.HasGoal
                        ? FormattableString.Invariant($"; {100 * uplift.Rate.Value:+0.00;-0.00;0.00} points against {split.Baseline}: {uplift.Verdict}")
                        : "");
                }

                if (split.Warning is { } warning)
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {warning}");
                }
            }
        }
    }
}
