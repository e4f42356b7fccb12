using JourneyGrains.Definitions;
using JourneyGrains.Silo.Hosting;
using JourneyGrains.Simulation;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Kills a real process where it hurts and starts it again: nothing is lost, nothing comes twice (I1, I2, I3, I5).</summary>
public class KilledDemoTests
{
    private const int Customers = 150;
    private const int Day = 1_500;
    private const int Seed = 21;
    private static readonly DateTimeOffset End = new(2025, 11, 12, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_demo_killed_again_and_again_ends_as_one_that_was_left_in_peace()
    {
        var day = ShoppingDay.Generate(new ShoppingDayOptions { Seed = Seed, Customers = Customers, Events = Day });
        var definitions = DefinitionReader.Read(new SiloSettings().Definitions);
        var expected = Simulator.Run(
            definitions.Definitions!, definitions.Templates, day, new() { Until = End, Launches = [new("flash-sale", null, End)] });

        using var folder = new TemporaryFolder();
        var kills = 0;
        foreach (var decisions in (int[])[1, 6, 12])
        {
            using var doomed = new DemoProcess(folder.Path, Customers, Day, Seed);
            var seen = 0;
            if (await doomed.ReadTo(line => IsDecision(line) && ++seen == decisions) is not null)
            {
                await doomed.KillAsync();
                kills++;
            }
        }

        using (var inTheWave = new DemoProcess(folder.Path, Customers, Day, Seed))
        {
            if (await inTheWave.ReadTo(line => line.Contains("The day ends", StringComparison.Ordinal)) is not null)
            {
                await inTheWave.KillAsync();
                kills++;
            }
        }

        using var last = new DemoProcess(folder.Path, Customers, Day, Seed);
        Assert.Equal(expected.Digest, await last.DigestAsync());
        Assert.True(kills >= 2, $"Only {kills} kills came before the end: the test shows little.\n{last.Output}");

        // A file is named by its message's id: as many files as messages means that each went out, under its one id.
        var files = Directory.GetFiles(folder.File("outbox"), "*", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(expected.Messages.Select(message => message.Message.Id).Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    /// <summary>Decisions start with their time of day, indented.</summary>
    private static bool IsDecision(string line) => line.Length > 12 && line.StartsWith("  ", StringComparison.Ordinal) && line[4] == ':' && line[7] == ':';
}
