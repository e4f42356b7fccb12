using System.Collections.Immutable;
using JourneyGrains.Core.Statistics;

namespace JourneyGrains.Core.Experiments;

/// <summary>What a journey, or a wave, came to: as a whole, for each split arm by arm, and by the messages its goals are put down to.</summary>
/// <param name="Origin">The journey, or "campaign/wave".</param>
/// <param name="Currency">Of all values; ISO 4217.</param>
/// <param name="HasGoal">Without one nothing can convert: rates say nothing. Of a journey that is gone: whether anything did.</param>
/// <param name="Splits">The journey as a whole first, then the splits in ordinal order of their ids. Empty: nothing was counted yet.</param>
/// <param name="Messages">Most goals first.</param>
public sealed record JourneyResults(
    string Origin, string Currency, bool HasGoal, ImmutableArray<SplitResults> Splits, ImmutableArray<MessageResults> Messages)
{
    /// <summary>It is no longer among the definitions; what was counted of it stays.</summary>
    public bool IsGone { get; init; }
}

/// <summary>The arms of a split, or of the journey as a whole.</summary>
/// <param name="Split">The split's id; empty: the journey as a whole, everyone beside the control group.</param>
/// <param name="Baseline">
/// The arm that the others are compared with: the control, else the first; null: there is none other to compare, or the definitions no longer have the split.
/// </param>
public sealed record SplitResults(string Split, string? Baseline, ImmutableArray<ArmResults> Arms)
{
    /// <summary>
    /// Below it the arms are taken to be filled by something other than their shares: a sample ratio mismatch, by the level of Kohavi, Tang and Xu
    /// (Trustworthy Online Controlled Experiments, 2020, chapter 21).
    /// </summary>
    public const double MismatchBelow = 0.001;

    /// <summary>
    /// How likely the numbers of customers would be if they were divided by the arms' shares alone. Null: of the journey as a whole, of a split with
    /// customers in an arm that the definitions have no share of, and of too few, nothing can be said.
    /// </summary>
    public double? RatioPValue
    {
        get
        {
            var filled = Arms.Where(arm => arm.Entered > 0 || arm.Percent > 0).ToArray();
            return Split.Length == 0 || filled.Length < 2 || filled.Any(arm => arm.Percent is null or 0)
                ? null
                : ChiSquare.GoodnessOfFit([.. filled.Select(arm => arm.Entered)], [.. filled.Select(arm => (double)arm.Percent!.Value)]);
        }
    }

    /// <summary>What a reader is to be warned of; null: nothing.</summary>
    public string? Warning => RatioPValue is not { } p || p >= MismatchBelow ? null
        : $"The arms do not have the customers that their shares give them (p {(p < 0.0001 ? "< 0.0001" : FormattableString.Invariant($"= {p:0.0000}"))}, chi-square): "
            + "do not trust the comparison before you know why. Were the percents changed since? Then it needs a new id.";
}

/// <summary>What became of the customers of one arm.</summary>
/// <param name="Percent">Of all customers as the definitions in force have it; null: they have no such arm any more, or give it none.</param>
/// <param name="IsControl">It is not messaged.</param>
/// <param name="Entered">Customers who were in it; the base of rates and means.</param>
/// <param name="Runs">Runs that were.</param>
/// <param name="Messaged">Customers to whom a message of such a run was handed over.</param>
/// <param name="HandedOver">Messages handed over.</param>
/// <param name="HeldBack">Messages that were not sent only because the arm is kept without.</param>
/// <param name="Converted">Customers who reached the goal, once or more often.</param>
/// <param name="Goals">Goals reached.</param>
/// <param name="Rate">Converted of entered, with Wilson's interval; of an empty arm it says nothing.</param>
/// <param name="Value">What the goals were worth, in sum.</param>
/// <param name="Mean">That by customer who entered, with Student's interval, which is none where all values are the same; null: of fewer than two.</param>
/// <param name="Uplift">Against the baseline; null: it is the baseline, there is none, or nobody was in one of the two.</param>
public sealed record ArmResults(
    string Arm,
    decimal? Percent,
    bool IsControl,
    long Entered,
    long Runs,
    long Messaged,
    long HandedOver,
    long HeldBack,
    long Converted,
    long Goals,
    Estimate Rate,
    decimal Value,
    Estimate? Mean,
    Uplift? Uplift);

/// <summary>How an arm stands against the baseline.</summary>
/// <param name="Rate">By how much its conversion rate is above, with Newcombe's interval.</param>
/// <param name="Relative">The same as a part of the baseline's rate: 0.1 is a tenth more; null: the baseline's is 0.</param>
/// <param name="PValue">How likely so large a difference would be if there were none; null: not yet enough to say.</param>
/// <param name="Mean">By how much the mean value of a customer is above, with Welch's interval; null: nothing can be said.</param>
public sealed record Uplift(Estimate Rate, double? Relative, double? PValue, Estimate? Mean)
{
    /// <summary>In words: what may be said with a confidence of 95 %, of this one look at it.</summary>
    public string Verdict => PValue is null ? "not yet enough" : PValue >= 0.05 ? "no difference shown" : Rate.Value > 0 ? "better" : "worse";
}

/// <summary>The goals put down to one kind of message.</summary>
public sealed record MessageResults(string Template, string Channel, long Goals, decimal Value);
