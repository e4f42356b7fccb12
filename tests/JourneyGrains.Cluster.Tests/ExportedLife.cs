using JourneyGrains.CommandLine.Exporting;
using JourneyGrains.Definitions;
using JourneyGrains.Simulation.Lives;

namespace JourneyGrains.Cluster.Tests;

/// <summary>I5 on a silo with its own time: log and journal are enough to decide all of it again.</summary>
internal static class ExportedLife
{
    /// <summary>Exports the log into a folder, decides all of it again and expects what the silo came to.</summary>
    /// <param name="always">What was in force all the time; null: what the editions say that are exported with it.</param>
    public static async Task<LifeResult> LiveAgainAsync(this RunningSilo silo, string log, LoadedDefinitions? always = null)
    {
        await new LogExport(silo.Client, log).WriteAsync(CancellationToken.None);
        var (about, events, lives) = LogFolder.Read(log);
        var editions = always is null ? LifeEditions.Of(about, log)! : LifeEditions.Always(always.Definitions!, always.Templates);
        var again = LifeSimulator.Run(editions, events, lives);

        Assert.Empty(again.Diverging);
        Assert.Equal(await silo.Operations.Digest(), again.Simulated.Digest);
        return again;
    }
}
