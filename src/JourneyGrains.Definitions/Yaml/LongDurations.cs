using System.Globalization;
using JourneyGrains.Core.Journeys;

namespace JourneyGrains.Definitions.Yaml;

/// <summary>Notes a duration of which not all is waited: no mistake, as it always meant its bound.</summary>
internal static class LongDurations
{
    public static void Note(FileProblems problems, TextNode text, TimeSpan length)
    {
        if (length > WaitBounds.Longest)
        {
            problems.Doubt(text.At, string.Create(
                CultureInfo.InvariantCulture, $"This is longer than {WaitBounds.Longest.TotalDays:N0} days, and is cut to that: {text.Text}"));
        }
    }
}
