using System.Numerics;

namespace JourneyGrains.Core.Experiments;

/// <summary>
/// What goals are worth, as whole millionths, and their sums as counts of nine digits each: totals are whole numbers of 64 bits that are added
/// up in any order, and so stay exact however many there are.
/// </summary>
internal static class GoalValues
{
    /// <summary>Millionths in one.</summary>
    public const long Parts = 1_000_000;

    /// <summary>No goal is worth more, or less than as much below 0.</summary>
    public const decimal Most = 1_000_000_000_000;

    private const long Base = 1_000_000_000;

    /// <summary>To six decimals, halves away from 0.</summary>
    public static decimal Round(decimal value) => decimal.Round(value, 6, MidpointRounding.AwayFromZero);

    public static BigInteger InParts(decimal value) => new(value * Parts);

    public static decimal FromParts(BigInteger parts) => (decimal)parts / Parts;

    /// <summary>The number's digits to the base of 10^9, lowest first, each with the number's sign; of 0 none.</summary>
    public static IEnumerable<long> Digits(BigInteger number)
    {
        for (; !number.IsZero; number /= Base)
        {
            yield return (long)(number % Base);
        }
    }

    /// <summary>The number whose digits, or sums of digits, these are.</summary>
    public static BigInteger OfDigits(IEnumerable<long> digits) => digits.Reverse().Aggregate(BigInteger.Zero, (number, digit) => (number * Base) + digit);
}
