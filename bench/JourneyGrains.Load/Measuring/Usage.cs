using System.Diagnostics;

namespace JourneyGrains.Load.Measuring;

/// <summary>Time and CPU that a piece of work took. The CPU is the whole process's: generator, silo and the embedded database.</summary>
internal readonly record struct Usage(TimeSpan Took, TimeSpan Cpu)
{
    public static async Task<Usage> OfAsync(Func<Task> work)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var began = Stopwatch.GetTimestamp();
        await work();
        return new(Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - cpu);
    }

    public double PerSecond(long count) => count / Took.TotalSeconds;

    /// <summary>Milliseconds of CPU for a thousand.</summary>
    public double CpuPerThousand(long count) => Cpu.TotalMilliseconds * 1000 / count;
}
