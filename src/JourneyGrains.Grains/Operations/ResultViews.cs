using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Statistics;

namespace JourneyGrains.Grains.Operations;

/// <summary>Results in the form services see.</summary>
internal static class ResultViews
{
    /// <summary>Null: no journey and no wave has that name, and none had when anything was counted.</summary>
    public static ResultsView? Of(string origin, IReadOnlyDictionary<string, long> totals, DefinitionSet definitions)
    {
        var results = ResultReader.Read(origin, totals, definitions);
        var nothing = results.Splits.IsEmpty && results.Messages.IsEmpty && !totals.Keys.Any(name => IsLineOf(name, origin));
        return results.IsGone && nothing ? null : Of(results);
    }

    /// <summary>Whether a total is of transcript lines of that origin: "cart-recovery/Sent".</summary>
    private static bool IsLineOf(string total, string origin) =>
        total.LastIndexOf('/') == origin.Length && total.StartsWith(origin, StringComparison.Ordinal) && !ResultReader.IsResult(total);

    private static ResultsView Of(JourneyResults results) => new(
        results.Origin,
        results.Currency,
        results.HasGoal,
        [.. results.Splits.Select(Of)],
        [.. results.Messages.Select(message => new AttributedView(message.Template, message.Channel, message.Goals, message.Value))])
    {
        Gone = results.IsGone,
    };

    private static SplitView Of(SplitResults split) =>
        new(split.Split, split.Baseline, [.. split.Arms.Select(Of)]) { RatioPValue = split.RatioPValue, Warning = split.Warning };

    private static ArmView Of(ArmResults arm) => new(
        arm.Arm, arm.Percent, arm.IsControl, arm.Entered, arm.Runs, arm.Messaged, arm.HandedOver, arm.HeldBack, arm.Converted, arm.Goals,
        Of(arm.Rate), arm.Value, arm.Mean is { } mean ? Of(mean) : null, arm.Uplift is { } uplift ? Of(uplift) : null);

    private static UpliftView Of(Uplift uplift) => new(
        Of(uplift.Rate), uplift.Relative, uplift.PValue, uplift.Mean is { } mean ? Of(mean) : null, uplift.Verdict);

    private static EstimateView Of(Estimate estimate) => new(estimate.Value, estimate.Interval.Low, estimate.Interval.High);
}
