using System.Globalization;
using JourneyGrains.CommandLine.Terminals;

namespace JourneyGrains.CommandLine.Publishing;

/// <summary>Tells of lines that were refused; of many only the first, since the dead letters have them all.</summary>
internal sealed class RefusedLines(TextWriter writer)
{
    private const int ToldMax = 20;
    private readonly Lock gate = new();

    public long Count { get; private set; }

    public void Tell(string where, string code, string reason)
    {
        lock (gate)
        {
            if (++Count <= ToldMax)
            {
                writer.WriteLine($"{where}: {code}: {reason}");
            }
        }
    }

    public void TellRest()
    {
        if (Count > 0)
        {
            var more = Count > ToldMax ? string.Create(CultureInfo.InvariantCulture, $"... and {Count - ToldMax:N0} more. ") : "";
            writer.WriteLine($"{more}{Tables.Count(Count)} refused. See them all: journeygrains deadletters list");
        }
    }
}
