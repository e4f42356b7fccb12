using System.Diagnostics;
using JourneyGrains.Load.Databases;
using JourneyGrains.Load.Processes;

namespace JourneyGrains.Load.Measuring;

/// <summary>Time and CPU that a piece of work took.</summary>
/// <param name="Generator">CPU of this process, which publishes, and runs the raw batches.</param>
/// <param name="Silo">CPU of the silo's process; an embedded database is in it.</param>
/// <param name="Database">CPU of the database's processes; null: it has none, or they are not seen.</param>
internal readonly record struct Usage(TimeSpan Took, TimeSpan Generator, TimeSpan Silo, TimeSpan? Database)
{
    public double PerSecond(long count) => count / Took.TotalSeconds;
}

/// <summary>Reads the CPU of generator, silo and database.</summary>
internal sealed class CpuClocks(SiloProcess silo, ILoadDatabase database)
{
    public async Task<Usage> OfAsync(Func<Task> work)
    {
        var (generator, ofSilo, ofDatabase) = (Environment.CpuUsage.TotalTime, silo.Cpu(), database.Cpu());
        var began = Stopwatch.GetTimestamp();
        await work();
        var took = Stopwatch.GetElapsedTime(began);
        return new(took, Environment.CpuUsage.TotalTime - generator, silo.Cpu() - ofSilo, database.Cpu() - ofDatabase);
    }
}
