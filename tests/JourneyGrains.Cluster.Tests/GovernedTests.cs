using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions;
using JourneyGrains.Silo.Hosting;
using JourneyGrains.Simulation;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Cluster.Tests;

/// <summary>The rules of sending on a silo: the same decisions as in the simulator, and to be seen by a person.</summary>
public class GovernedTests
{
    private static readonly DateTimeOffset End = new(2025, 11, 13, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_governed_day_gives_the_same_digest_in_the_silo_and_in_the_simulator()
    {
        var day = ShoppingDay.Generate(new ShoppingDayOptions { Seed = 9, Customers = 120, Events = 1_200 }).ToList();
        using var folder = new TemporaryFolder();
        var definitions = Governed(folder);
        await using var silo = await RunningSilo.StartAsync(folder.Path, definitions);
        await silo.ReplayAsync(day, End);
        await silo.LaunchToTheEndAsync("flash-sale");

        var loaded = DefinitionReader.Read(definitions);
        var simulated = Simulator.Run(
            loaded.Definitions!, loaded.Templates, day, new() { Until = End, Launches = [new("flash-sale", null, End)] });
        Assert.Equal(simulated.Digest, await silo.Operations.Digest());
        Assert.Equal(simulated.Totals, (await silo.Operations.Status()).Totals);
        Assert.True(simulated.Totals.Where(total => total.Key.EndsWith("/Held", StringComparison.Ordinal)).Sum(total => total.Value) > 10);
        Assert.Contains(simulated.Customers, customer => customer.Entries.Any(
            entry => entry.Lines.Any(line => line.Kind == LineKind.Withheld && line.Text.Contains("cap daily", StringComparison.Ordinal))));

        var held = simulated.Customers.First(customer => customer.State.Caps is not null);
        var view = await silo.Customer(held.Id).View();
        Assert.Equal(("daily", 1, "a day"), (view.Sending.Caps[0].Cap, view.Sending.Caps[0].Most, view.Sending.Caps[0].Window));
    }

    /// <summary>The samples with a night in the middle of the day, so that much falls into it.</summary>
    private static string Governed(TemporaryFolder folder)
    {
        var samples = new SiloSettings().Definitions;
        foreach (var path in Directory.GetFiles(samples, "*", SearchOption.AllDirectories))
        {
            folder.Write(Path.Combine("definitions", Path.GetRelativePath(samples, path)), File.ReadAllText(path));
        }

        folder.Write("definitions/sending.yaml", """
            quietHours: { from: "10:00", to: "16:00", purposes: [marketing] }
            caps:
              - { cap: daily, most: 1, per: day, purposes: [marketing] }
            """);
        return folder.File("definitions");
    }
}
