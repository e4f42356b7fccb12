using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Messaging;

/// <summary>
/// When to try again: 30 s, doubled with each attempt up to an hour, spread by a fifth either way so that what failed together does not
/// return together. The spread is a stable hash, so a replay waits just as long.
/// </summary>
internal static class Backoff
{
    public const int AttemptsMax = 12;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="attempts">Attempts made, from 1.</param>
    /// <param name="least">What the provider asked for; never waits less.</param>
    /// <param name="first">The wait after the first attempt; null: 30 s.</param>
    public static TimeSpan Wait(string messageId, int attempts, TimeSpan? least, TimeSpan? first = null)
    {
        var doubled = (first ?? First) * Math.Pow(2, Math.Min(attempts - 1, 16));
        var plain = doubled < Longest ? doubled : Longest;
        var spread = 0.8 + (0.4 * StableHashing.Fraction(messageId, attempts.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var wait = TimeSpan.FromMilliseconds(Math.Floor(plain.TotalMilliseconds * spread));
        return least > wait ? least.Value : wait;
    }
}
