namespace JourneyGrains.Core.Statistics;

/// <summary>From where to where a number lies with a confidence of 95 %: of a hundred such intervals about five miss what they are about.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a number is within; if the difference of two things has 0 within, they may be the same.</summary>
    public bool Covers(double number) => Low <= number && number <= High;
}

/// <summary>A number found in a sample, and how far it may be from that of all.</summary>
public readonly record struct Estimate(double Value, Interval Interval);
