using System.Globalization;
using System.Text;

namespace JourneyGrains.Core.Customers;

/// <summary>The thread's own builder of a text, lent to one at a time; who asks while it is lent gets another.</summary>
internal static class SpareText
{
    private const int KeptMax = 4096;

    [ThreadStatic]
    private static StringBuilder? spare;

    public static StringBuilder Take()
    {
        var text = spare ?? new(256);
        spare = null;
        return text;
    }

    public static void Append<T>(StringBuilder text, T value) => text.Append(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>The text, and the builder back to the thread.</summary>
    public static string Made(StringBuilder text)
    {
        var made = text.ToString();
        if (text.Capacity <= KeptMax)
        {
            spare = text.Clear();
        }

        return made;
    }
}
