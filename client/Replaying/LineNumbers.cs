namespace JourneyGrains.CommandLine.Replaying;

/// <summary>
/// The line of each event of a recording, by the event's number. Only where a line does not follow the one before is anything kept, so a
/// long file takes no memory. One thread adds while another asks.
/// </summary>
internal sealed class LineNumbers
{
    private readonly Lock gate = new();
    private readonly List<(long Number, long Line)> jumps = [];
    private long last;
    private long count;

    /// <summary>The next event stands there.</summary>
    public void Add(long line)
    {
        lock (gate)
        {
            count++;
            if (line != last + 1)
            {
                jumps.Add((count, line));
            }

            last = line;
        }
    }

    /// <param name="number">Of the event, from 1; it has been added.</param>
    public long Of(long number)
    {
        lock (gate)
        {
            var (low, high) = (0, jumps.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = jumps[middle].Number <= number ? (middle + 1, high) : (low, middle);
            }

            return low == 0 ? number : jumps[low - 1].Line + number - jumps[low - 1].Number;
        }
    }
}
