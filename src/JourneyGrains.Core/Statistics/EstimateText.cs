using System.Globalization;

namespace JourneyGrains.Core.Statistics;

/// <summary>Estimates as all reports write them: a number with its interval behind it. Of nobody there is none, and of values that are all the same no interval.</summary>
public static class EstimateText
{
    /// <summary>Where there is no number to tell.</summary>
    public const string Nothing = "-";

    private const string Signed = "+0.00;-0.00;0.00";

    /// <summary>A rate: "11.00 % (10.37 to 11.66)".</summary>
    /// <param name="of">How many it is the rate of.</param>
    public static string Percent(long of, Estimate rate) =>
        of == 0 ? Nothing : FormattableString.Invariant($"{100 * rate.Value:0.00} % ({100 * rate.Interval.Low:0.00} to {100 * rate.Interval.High:0.00})");

    /// <summary>A difference of rates: "+3.00 (+1.05 to +4.63)".</summary>
    public static string Points(Estimate above) =>
        Within(100 * above.Value, 100 * above.Interval.Low, 100 * above.Interval.High, Signed);

    /// <summary>A mean, or a difference of means.</summary>
    /// <param name="format">Of a number.</param>
    public static string Amount(Estimate mean, string format = "0.00") => Within(mean.Value, mean.Interval.Low, mean.Interval.High, format);

    private static string Within(double value, double low, double high, string format)
    {
        return low < high ? $"{Text(value)} ({Text(low)} to {Text(high)})" : Text(value);

        string Text(double number) => number.ToString(format, CultureInfo.InvariantCulture);
    }
}
