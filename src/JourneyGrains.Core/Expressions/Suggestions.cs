namespace JourneyGrains.Core.Expressions;

/// <summary>Finds what an author probably meant by a name that is not known.</summary>
public static class Suggestions
{
    private const int LengthMax = 100;

    /// <summary>The nearest of the known names, or null where none is near enough.</summary>
    /// <param name="distanceMax">The most single-character changes that count as near; null: a third of the name, at least 1.</param>
    public static string? For(string given, IEnumerable<string> known, int? distanceMax = null)
    {
        if (given.Length is 0 or > LengthMax)
        {
            return null;
        }

        var limit = distanceMax ?? Math.Max(1, given.Length / 3);
        string? nearest = null;
        var nearestDistance = int.MaxValue;
        foreach (var name in known)
        {
            var distance = string.Equals(name, given, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(given, name);
            if (distance <= limit && distance < nearestDistance)
            {
                (nearest, nearestDistance) = (name, distance);
            }
        }

        return nearest;
    }

    /// <summary>
    /// Levenshtein's distance, with two neighbours swapped counted once as well: the single changes from one text to the other.
    /// </summary>
    public static int Distance(string left, string right)
    {
        var beforePrevious = new int[right.Length + 1];
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            previous[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, Math.Min(previous[column], current[column - 1]) + 1);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    current[column] = Math.Min(current[column], beforePrevious[column - 2] + 1);
                }
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[right.Length];
    }
}
