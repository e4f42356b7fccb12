using JourneyGrains.Definitions;
using JourneyGrains.Silo.Hosting;
using JourneyGrains.Simulation;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Cluster.Tests;

/// <summary>I5: silo and simulator run the same function over the same inputs.</summary>
public class SameDigestTests
{
    private static readonly DateTimeOffset End = new(2025, 11, 12, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_day_with_its_wave_gives_the_same_digest_in_the_silo_and_in_the_simulator()
    {
        var day = ShoppingDay.Generate(new ShoppingDayOptions { Seed = 7, Customers = 120, Events = 1_200 }).ToList();
        using var folder = new TemporaryFolder();
        await using var silo = await RunningSilo.StartAsync(folder.Path);
        await silo.ReplayAsync(day, End);
        var wave = await silo.LaunchToTheEndAsync("flash-sale");

        var definitions = DefinitionReader.Read(new SiloSettings().Definitions);
        var simulated = Simulator.Run(
            definitions.Definitions!, definitions.Templates, day, new() { Until = End, Launches = [new("flash-sale", null, End)] });
        Assert.Equal(simulated.Digest, await silo.Operations.Digest());
        Assert.True(wave.Sent > 0, "The wave reached nobody: the test would show nothing of it.");
        Assert.Equal(simulated.Totals, (await silo.Operations.Status()).Totals);
    }

    [Fact]
    public async Task A_day_that_is_resent_whole_after_a_restart_changes_nothing()
    {
        var day = ShoppingDay.Generate(new ShoppingDayOptions { Seed = 8, Customers = 60, Events = 600 }).ToList();
        using var folder = new TemporaryFolder();
        string digest;
        long refused;
        await using (var silo = await RunningSilo.StartAsync(folder.Path))
        {
            await silo.ReplayAsync(day, End);
            digest = await silo.Operations.Digest();
            refused = (await silo.Operations.Status()).DeadLetters;
        }

        var written = Directory.GetFiles(folder.File("outbox"), "*", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);
        await using var again = await RunningSilo.StartAsync(folder.Path);
        await again.ReplayAsync(day, End);
        Assert.Equal(refused, (await again.Operations.Status()).DeadLetters);
        await again.ReplayAsync(day, End, producer: "another");
        Assert.Equal(digest, await again.Operations.Digest());
        Assert.NotEmpty(written);
        Assert.Equal(written, Directory.GetFiles(folder.File("outbox"), "*", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc));
    }
}
