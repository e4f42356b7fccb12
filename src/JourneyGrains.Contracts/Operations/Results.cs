namespace JourneyGrains.Contracts.Operations;

/// <summary>What a journey, or a wave, came to so far: exact with the committed turns.</summary>
/// <param name="Origin">The journey, or "campaign/wave".</param>
/// <param name="Currency">Of all values; ISO 4217.</param>
/// <param name="HasGoal">Without one nothing can convert: rates say nothing. Of a journey that is gone: whether anything did.</param>
/// <param name="Splits">The journey as a whole first, then its splits. Empty: nothing was counted yet, or nothing is to be (see the journey language, results).</param>
/// <param name="Messages">Goals by the message they are put down to, most first.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.results-view")]
public sealed record ResultsView(
    [property: Id(0)] string Origin,
    [property: Id(1)] string Currency,
    [property: Id(2)] bool HasGoal,
    [property: Id(3)] SplitView[] Splits,
    [property: Id(4)] AttributedView[] Messages)
{
    /// <summary>It is no longer among the definitions; what was counted of it stays.</summary>
    [Id(5)]
    public bool Gone { get; init; }
}

/// <summary>The arms of a split.</summary>
/// <param name="Split">Its id; empty: the journey as a whole, everyone beside the control group.</param>
/// <param name="Baseline">The arm that the others are compared with; null: there is none other to compare, or the definitions no longer have the split.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.split-view")]
public sealed record SplitView([property: Id(0)] string Split, [property: Id(1)] string? Baseline, [property: Id(2)] ArmView[] Arms)
{
    /// <summary>How likely the arms' customers would be by their shares alone (Pearson's chi-square); null: nothing can be said.</summary>
    [Id(3)]
    public double? RatioPValue { get; init; }

    /// <summary>That the arms' customers do not fit their shares (a sample ratio mismatch, p below 0.001); null: nothing to warn of.</summary>
    [Id(4)]
    public string? Warning { get; init; }
}

/// <summary>What became of the customers of one arm.</summary>
/// <param name="Percent">Of all customers by the definitions in force; null: they give it none.</param>
/// <param name="Control">It is not messaged.</param>
/// <param name="Entered">Customers: the base of rate and mean.</param>
/// <param name="Runs">Their runs.</param>
/// <param name="Messaged">Customers to whom a message was handed over.</param>
/// <param name="HandedOver">Messages handed over.</param>
/// <param name="HeldBack">Messages not sent only because the arm is kept without.</param>
/// <param name="Converted">Customers who reached the goal.</param>
/// <param name="Goals">Goals reached.</param>
/// <param name="Rate">Converted of entered, with Wilson's interval; of an empty arm it says nothing.</param>
/// <param name="Value">What the goals were worth, in sum.</param>
/// <param name="Mean">That by customer, with Student's interval, which is none where all values are the same; null: of fewer than two.</param>
/// <param name="Uplift">Against the baseline; null: it is the baseline, there is none, or nobody was in one of the two.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.arm-view")]
public sealed record ArmView(
    [property: Id(0)] string Arm,
    [property: Id(1)] decimal? Percent,
    [property: Id(2)] bool Control,
    [property: Id(3)] long Entered,
    [property: Id(4)] long Runs,
    [property: Id(5)] long Messaged,
    [property: Id(6)] long HandedOver,
    [property: Id(7)] long HeldBack,
    [property: Id(8)] long Converted,
    [property: Id(9)] long Goals,
    [property: Id(10)] EstimateView Rate,
    [property: Id(11)] decimal Value,
    [property: Id(12)] EstimateView? Mean,
    [property: Id(13)] UpliftView? Uplift);

/// <summary>A number with its 95 % confidence interval.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.estimate-view")]
public sealed record EstimateView([property: Id(0)] double Value, [property: Id(1)] double Low, [property: Id(2)] double High);

/// <summary>How an arm stands against the baseline.</summary>
/// <param name="Rate">By how much its conversion rate is above, with Newcombe's interval.</param>
/// <param name="Relative">The same as a part of the baseline's rate; null: that is 0.</param>
/// <param name="PValue">How likely so large a difference would be if there were none; null: not yet enough to say.</param>
/// <param name="Mean">By how much a customer's mean value is above, with Welch's interval; null: nothing can be said.</param>
/// <param name="Verdict">In words: better, worse, no difference shown, not yet enough.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.uplift-view")]
public sealed record UpliftView(
    [property: Id(0)] EstimateView Rate,
    [property: Id(1)] double? Relative,
    [property: Id(2)] double? PValue,
    [property: Id(3)] EstimateView? Mean,
    [property: Id(4)] string Verdict);

/// <summary>The goals put down to one kind of message.</summary>
[GenerateSerializer, Immutable, Alias("journeygrains.attributed-view")]
public sealed record AttributedView(
    [property: Id(0)] string Template, [property: Id(1)] string Channel, [property: Id(2)] long Goals, [property: Id(3)] decimal Value);
