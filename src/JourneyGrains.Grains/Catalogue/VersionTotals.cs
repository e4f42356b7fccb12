using System.Collections.Immutable;
using JourneyGrains.Core.Journeys;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>
/// How many runs are under way on each version of a journey: counted with the totals, in the transaction of the turn, under
/// "journey@version/Runs". No origin of another total has an '@'.
/// </summary>
internal static class VersionTotals
{
    private const char At = '@';
    private const string Suffix = "/Runs";

    public static bool Is(string total) => total.EndsWith(Suffix, StringComparison.Ordinal) && total.Contains(At, StringComparison.Ordinal);

    /// <summary>What such a total is of.</summary>
    public static (string Journey, string Version) VersionOf(string total)
    {
        var at = total.LastIndexOf(At);
        return (total[..at], total[(at + 1)..^Suffix.Length]);
    }

    /// <summary>Adds what turns changed.</summary>
    public static void Count(ImmutableArray<Run> before, ImmutableArray<Run> after, ref SortedDictionary<string, long>? counts)
    {
        if (AreSame(before, after))
        {
            return;
        }

        Add(before, -1, ref counts);
        Add(after, 1, ref counts);
    }

    /// <summary>Most turns move runs along the version they are on.</summary>
    private static bool AreSame(ImmutableArray<Run> before, ImmutableArray<Run> after)
    {
        if (before.Length != after.Length)
        {
            return false;
        }

        for (var at = 0; at < before.Length; at++)
        {
            if (before[at].Journey != after[at].Journey || before[at].Version != after[at].Version)
            {
                return false;
            }
        }

        return true;
    }

    private static void Add(ImmutableArray<Run> runs, int by, ref SortedDictionary<string, long>? counts)
    {
        foreach (var run in runs)
        {
            if (run.Version.Length > 0)
            {
                counts ??= new(StringComparer.Ordinal);
                var name = $"{run.Journey}{At}{run.Version}{Suffix}";
                var count = counts.GetValueOrDefault(name) + by;
                if (count == 0)
                {
                    counts.Remove(name);
                }
                else
                {
                    counts[name] = count;
                }
            }
        }
    }
}
