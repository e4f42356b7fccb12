using System.Collections.Immutable;
using System.Numerics;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Experiments;

/// <summary>
/// Which of several shares somebody falls into, by a stable hash alone. Each share draws a number by a hash of its own and of who chooses,
/// turned into an exponential one and divided by the size of the share; the least wins (weighted rendezvous hashing: Schindelhauer and
/// Schomaker, Weighted distributed hash tables, 2005). When the sizes change and d of the whole goes from some shares to others, 2d/(1+d)
/// of all move at most (Moulton and Jiang, Maximally consistent sampling, 2018), which no choice without a memory can better (Bavarian et
/// al., On the optimality of correlated sampling strategies, 2020); with two shares it is d itself. Their order changes nothing.
/// </summary>
internal static class ArmChoice
{
    /// <summary>Bits behind the point.</summary>
    private const int Fraction = 40;

    /// <param name="shares">Names, each once, with sizes of 0 or more; one at least is greater.</param>
    /// <param name="seed">What the choice is about and who chooses.</param>
    /// <returns>The place in the list.</returns>
    public static int Of(ImmutableArray<(string Name, int Size)> shares, params ReadOnlySpan<string> seed)
    {
        string[] parts = [.. seed, ""];
        var best = -1;
        ulong least = 0;
        for (var at = 0; at < shares.Length; at++)
        {
            if (shares[at].Size <= 0)
            {
                continue;
            }

            parts[^1] = shares[at].Name;
            var drawn = Exponential((ulong)StableHashing.Number(parts));
            if (best < 0 || (UInt128)drawn * (uint)shares[best].Size < (UInt128)least * (uint)shares[at].Size)
            {
                (best, least) = (at, drawn);
            }
        }

        return best;
    }

    /// <summary>
    /// 64 less the binary logarithm of the number, which is exponential where the number is even over 64 bits. In whole numbers, for a
    /// logarithm in floating point may differ in its last bit from machine to machine.
    /// </summary>
    internal static ulong Exponential(ulong number)
    {
        var zeros = BitOperations.LeadingZeroCount(number | 1);
        var mantissa = (number | 1) << zeros;
        var logarithm = (ulong)(63 - zeros);
        for (var bit = 0; bit < Fraction; bit++)
        {
            var square = ((UInt128)mantissa * mantissa) >> 63;
            var carry = (ulong)(square >> 64);
            mantissa = (ulong)(square >> (int)carry);
            logarithm = (logarithm << 1) | carry;
        }

        return (64UL << Fraction) - logarithm;
    }
}
