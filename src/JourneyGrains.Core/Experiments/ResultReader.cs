using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Statistics;

namespace JourneyGrains.Core.Experiments;

/// <summary>Makes results of totals: those of a store, of a cluster, of a simulation, which are the same.</summary>
public static class ResultReader
{
    /// <summary>Whether a total is one of results, and not of transcript lines.</summary>
    public static bool IsResult(string name) => ResultName.Is(name);

    /// <summary>The journeys and waves of which anything was counted, in ordinal order.</summary>
    public static IReadOnlyList<string> Origins(IReadOnlyDictionary<string, long> totals) =>
        [.. totals.Keys.Where(IsResult).Select(name => ResultName.Of(name).Origin).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <param name="totals">All, or those of results.</param>
    /// <param name="definitions">Those in force: they say which arm is the control, and of how many percent each is.</param>
    public static JourneyResults Read(string origin, IReadOnlyDictionary<string, long> totals, DefinitionSet definitions)
    {
        var counts = totals.Where(total => ResultName.IsOf(total.Key, origin)).Select(total => (Name: ResultName.Of(total.Key), total.Value))
            .GroupBy(total => total.Name.Split, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Arms(group), StringComparer.Ordinal);
        var journey = definitions.Journey(origin);
        var messages = counts.GetValueOrDefault(ResultName.Messages, []).Select(Message)
            .OrderByDescending(message => message.Goals).ThenBy(message => message.Template, StringComparer.Ordinal).ThenBy(message => message.Channel, StringComparer.Ordinal);
        return new(
            origin,
            definitions.Brand.Currency,
            journey is null ? counts.Values.Any(arms => arms.Any(arm => arm.Of(ResultName.Converted) > 0)) : journey.Goal is not null,
            [
                .. counts.Where(split => split.Key != ResultName.Messages)
                    .Select(split => Split(split.Key, split.Value, Planned(origin, split.Key, split.Value, definitions))),
            ],
            [.. messages])
        {
            IsGone = IsGone(origin, definitions),
        };
    }

    private static bool IsGone(string origin, DefinitionSet definitions) => definitions.Journey(origin) is null && definitions.Wave(origin) is null;

    private static List<ArmCounts> Arms(IEnumerable<(ResultName Name, long Value)> counts) =>
    [
        .. counts.GroupBy(count => count.Name.Arm, StringComparer.Ordinal)
            .Select(arm => new ArmCounts(arm.Key, arm.ToDictionary(count => count.Name.Measure, count => count.Value, StringComparer.Ordinal))),
    ];

    /// <summary>The arms as the definitions have them, in their order: by name, percent and whether it is the control. None of a split that is gone.</summary>
    private static (string Name, decimal? Percent, bool Control)[] Planned(
        string origin, string split, List<ArmCounts> counted, DefinitionSet definitions)
    {
        if (split != ResultName.Whole)
        {
            return definitions.Journey(origin)?.Find(split) is SplitStep step ? [.. step.Arms.Select(arm => (arm.Name, (decimal?)arm.Percent, arm.Control))] : [];
        }

        if (IsGone(origin, definitions))
        {
            return [.. counted.Select(arm => (arm.Arm, (decimal?)null, arm.Arm == ControlGroup.Arm))];
        }

        var control = definitions.Brand.Sending.Control;
        return control is not null && Purposes(origin, definitions).Any(purpose => control.Covers(purpose, definitions.Brand))
            ? [(ControlGroup.Arm, control.Percent, true), (TrialRules.Everyone, 100 - control.Percent, false)]
            : [(TrialRules.Everyone, 100, false)];
    }

    private static ImmutableArray<string> Purposes(string origin, DefinitionSet definitions) => definitions.Journey(origin) is { } journey
        ? journey.Purposes
        : definitions.Wave(origin) is { } wave ? [wave.Purpose] : [];

    private static SplitResults Split(string split, List<ArmCounts> counted, (string Name, decimal? Percent, bool Control)[] planned)
    {
        // The control first, then as they stand in the file, counted or not; then those that no longer do.
        var places = planned.OrderByDescending(arm => arm.Control).Select(arm => arm.Name).ToList();
        var empty = places.Where(name => counted.All(arm => arm.Arm != name)).Select(name => new ArmCounts(name, []));
        var arms = counted.Concat(empty).OrderBy(arm => places.IndexOf(arm.Arm) is >= 0 and var place ? place : int.MaxValue).ThenBy(arm => arm.Arm, StringComparer.Ordinal).ToList();
        // Of a split that is gone nobody can say any more which arm the others were to be held against.
        var baseline = arms.Count > 1 && planned.Length > 0 ? arms[0] : null;
        return new(
            split,
            baseline?.Arm,
            [.. arms.Select(arm => Arm(arm, Array.Find(planned, plan => plan.Name == arm.Arm), arm == baseline ? null : baseline))]);
    }

    private static ArmResults Arm(ArmCounts arm, (string? Name, decimal? Percent, bool Control) planned, ArmCounts? baseline) => new(
        arm.Arm, planned.Percent, planned.Control, arm.Of(ResultName.Entered), arm.Of(ResultName.Runs), arm.Of(ResultName.Messaged),
        arm.Of(ResultName.HandedOver), arm.Of(ResultName.HeldBack), arm.Of(ResultName.Converted), arm.Of(ResultName.Goals),
        arm.Conversion.Wilson(), GoalValues.FromParts(arm.Sum(ResultName.Value)), arm.Worth.MeanEstimate(),
        baseline is null || arm.IsEmpty || baseline.IsEmpty ? null : Against(arm, baseline));

    private static Uplift Against(ArmCounts arm, ArmCounts baseline)
    {
        var above = arm.Conversion.Above(baseline.Conversion);
        return new(
            above,
            baseline.Conversion.Rate > 0 ? above.Value / baseline.Conversion.Rate : null,
            arm.Conversion.PValue(baseline.Conversion),
            arm.Worth.Above(baseline.Worth));
    }

    private static MessageResults Message(ArmCounts counts)
    {
        var by = counts.Arm.LastIndexOf(" by ", StringComparison.Ordinal);
        return new(counts.Arm[..by], counts.Arm[(by + 4)..], counts.Of(ResultName.Goals), GoalValues.FromParts(counts.Sum(ResultName.Value)));
    }

    private sealed record ArmCounts(string Arm, Dictionary<string, long> Counts)
    {
        /// <summary>Nobody was in it: there is nothing to compare.</summary>
        public bool IsEmpty => Of(ResultName.Entered) == 0;

        public Proportion Conversion => new(Of(ResultName.Converted), Of(ResultName.Entered));

        public Sample Worth => Sample.Of(Of(ResultName.Entered), Sum(ResultName.Value), Sum(ResultName.Squares), GoalValues.Parts);

        public long Of(string measure) => Counts.GetValueOrDefault(measure);

        public BigInteger Sum(string measure)
        {
            var digits = Counts.Where(count => count.Key.StartsWith(measure, StringComparison.Ordinal))
                .ToDictionary(count => int.Parse(count.Key.AsSpan(measure.Length), NumberStyles.None, CultureInfo.InvariantCulture), count => count.Value);
            return GoalValues.OfDigits(Enumerable.Range(0, digits.Count == 0 ? 0 : digits.Keys.Max() + 1).Select(at => digits.GetValueOrDefault(at)));
        }
    }
}
