using JourneyGrains.Contracts.Operations;

namespace JourneyGrains.Cluster.Tests.SeveralSilos;

/// <summary>New definitions come in force on all silos or on none.</summary>
[Collection(RealProcesses.Name)]
public sealed class ReloadTests : IDisposable
{
    private readonly SiloSet silos = new();
    private readonly TemporaryFolder second = new();

    public void Dispose()
    {
        silos.Dispose();
        second.Dispose();
    }

    [SkippableFact]
    public async Task A_reload_reaches_every_silo_or_none()
    {
        silos.Need();
        var one = await silos.JoinAsync(("JourneyGrains__Definitions", QuickDefinitions.Write(silos.Folder)));
        var two = await silos.JoinAsync(("JourneyGrains__Definitions", QuickDefinitions.Write(second)));
        await using var client = await silos.ConnectAsync();
        var before = Version(await client.Operations.Silos());

        QuickDefinitions.Write(silos.Folder, wait: "7s");
        var different = await client.Journeys.Catalogue.Reload();
        Assert.False(different.Done);
        Assert.All(different.Silos, silo => Assert.Contains("different versions", Assert.Single(silo.Problems), StringComparison.Ordinal));
        Assert.Equal(before, Version(await client.Operations.Silos()));

        var broken = second.Write("definitions/cart.journey.yaml", "journey: [");
        var wrong = await client.Journeys.Catalogue.Reload();
        Assert.False(wrong.Done);
        var failed = Assert.Single(wrong.Silos, silo => silo.Address == two.Address);
        Assert.Null(failed.Read);
        Assert.Contains(Path.GetFileName(broken), Assert.Single(failed.Problems), StringComparison.Ordinal);
        Assert.Equal(before, Version(await client.Operations.Silos()));

        QuickDefinitions.Write(second, wait: "7s");
        var reloaded = await client.Journeys.Catalogue.Reload();
        Assert.True(reloaded.Done);
        Assert.Equal(new[] { one.Address, two.Address }.Order(StringComparer.Ordinal), reloaded.Silos.Select(silo => silo.Address));
        Assert.NotEqual(before, Version(await client.Operations.Silos()));
    }

    /// <summary>What all silos have in force.</summary>
    private static string Version(SiloView[] silos) => Assert.Single(silos.Select(silo => silo.Definitions).Distinct(StringComparer.Ordinal))!;
}
