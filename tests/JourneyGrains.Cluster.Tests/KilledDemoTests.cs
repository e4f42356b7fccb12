using JourneyGrains.Definitions;
using JourneyGrains.Silo.Hosting;
using JourneyGrains.Simulation;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Kills a real process where it hurts and starts it again: nothing is lost, nothing comes twice (I1, I2, I3, I5).</summary>
public class KilledDemoTests
{
    private const int Customers = 300;
    private const int Day = 3_000;
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
        foreach (var messages in (int[])[5, 60, 120, 180])
        {
            using var doomed = new DemoProcess(folder.Path, Customers, Day, Seed);
            if (await doomed.KillWhenAsync(() => Outbox(folder).Count() >= messages))
            {
                kills++;
            }
        }

        using (var inTheWave = new DemoProcess(folder.Path, Customers, Day, Seed))
        {
            var beforeTheWave = expected.Messages.Count(message => message.Message.Origin != "flash-sale/last-call");
            if (await inTheWave.KillWhenAsync(() => Outbox(folder).Count() > beforeTheWave))
            {
                kills++;
            }
        }

        using var last = new DemoProcess(folder.Path, Customers, Day, Seed);
        Assert.Equal(expected.Digest, await last.DigestAsync());
        Assert.True(kills >= 3, $"Only {kills} kills came before the end: the test shows little.\n{last.Output}");

        // A file is named by its message's id: as many files as messages means that each went out, under its one id.
        Assert.Equal(expected.Messages.Select(message => message.Message.Id).Order(StringComparer.Ordinal), Outbox(folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_demo_that_is_told_to_end_in_the_middle_of_its_day_ends_in_order_and_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        using var ended = new DemoProcess(folder.Path, Customers, Day, Seed);
        Assert.True(await ended.EndWhenAsync(() => Outbox(folder).Count() >= 5) == 0, ended.Output);
        Assert.Contains("The demo was told to end before its day was over; started again, it goes on where it was.", ended.Output, StringComparison.Ordinal);

        using var again = new DemoProcess(folder.Path, Customers, Day, Seed);
        Assert.NotEmpty(await again.DigestAsync());
        Assert.Contains("events of this day already; the rest follows", again.Output, StringComparison.Ordinal);
    }

    /// <summary>The ids of the messages that are out.</summary>
    private static IEnumerable<string> Outbox(TemporaryFolder folder) => Directory.Exists(folder.File("outbox"))
        ? Directory.GetFiles(folder.File("outbox"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".eml" or ".json").Select(path => Path.GetFileNameWithoutExtension(path))
        : [];
}
