namespace JourneyGrains.Simulation.Output;

/// <summary>How far the simulation is, on one line of a terminal; silent where the output goes into a file.</summary>
internal sealed class ProgressLine(TextWriter error)
{
    private readonly bool isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
    private readonly Lock guard = new();
    private int shown = -1;

    public void Show(int done, int all)
    {
        var percent = (int)(100L * done / all);
        if (!isTerminal || percent <= Volatile.Read(ref shown))
        {
            return;
        }

        lock (guard)
        {
            if (percent > shown)
            {
                shown = percent;
                error.Write($"\r{percent,3} % of {all} customers");
            }
        }
    }

    public void Clear()
    {
        if (shown >= 0)
        {
            error.WriteLine();
        }
    }
}
