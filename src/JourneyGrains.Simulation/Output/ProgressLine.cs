using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.Output;

/// <summary>How far the simulation is, on one line of a terminal; silent where the output goes into a file.</summary>
internal sealed class ProgressLine(TextWriter error)
{
    private readonly bool isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
    private bool shown;

    public void Show(long events, DateTimeOffset last)
    {
        if (isTerminal)
        {
            shown = true;
            error.Write($"\r{events,12:N0} events, up to {Moments.Format(last)}  ");
        }
    }

    public void ShowCustomers(long customers)
    {
        if (isTerminal)
        {
            shown = true;
            error.Write($"\r{customers,12:N0} customers  ");
        }
    }

    public void Clear()
    {
        if (shown)
        {
            error.WriteLine();
        }
    }
}
