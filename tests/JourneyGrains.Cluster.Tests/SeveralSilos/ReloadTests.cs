using System.Diagnostics;
using JourneyGrains.CommandLine;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Storage;

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

    [SkippableFact]
    public async Task A_silo_that_joins_with_other_files_works_by_what_is_in_force()
    {
        silos.Need();
        var first = await silos.JoinAsync(("JourneyGrains__Definitions", QuickDefinitions.Write(silos.Folder, wait: "1h")));
        await using var client = await silos.ConnectAsync();
        var before = Version(await client.Operations.Silos());
        await silos.JoinAsync(("JourneyGrains__Definitions", QuickDefinitions.Write(second, wait: "7s")));

        Assert.Equal(before, Version(await client.Operations.Silos()));
        Assert.Equal(1, (await client.Operations.Definitions()).Edition);
        await EnterAsync(client);
        QuickDefinitions.Write(silos.Folder, wait: "7s");
        var asked = await ProgramAsync("journeys", "diff", silos.Folder.File("definitions"), "--state", "live", "--json", "--gateway", first.Gateway);
        Assert.Contains("\"customersInFlight\":1,\"customersWhoDiffer\":0", asked, StringComparison.Ordinal);
        Assert.Contains("\"stays\":1", asked, StringComparison.Ordinal);
        await AssertReadOnlyAsync();
        Assert.True((await client.Journeys.Catalogue.Reload()).Done);
        Assert.NotEqual(before, Version(await client.Operations.Silos()));
        Assert.Equal(2, (await client.Operations.Definitions()).Edition);
        Assert.DoesNotContain("Connection reset", first.Output, StringComparison.Ordinal);
    }

    private static async Task EnterAsync(ClusterConnection client)
    {
        CustomerEvent[] events = [Events.Identified("ada"), Events.Consent("ada"), Events.Cart("ada", "cart-ada", 30)];
        await client.Journeys.Log(StableHashing.Partition("ada", StreamNames.PartitionsDefault)).Append(new([.. events.Select(input => EventRecord.Of(input))]));
        await Eventually.Get(() => client.Journeys.Customer("ada").View(), view => view.Runs.Length == 1, "a run is under way");
    }

    /// <summary>The command line as a process of its own, whose end closes what it has left open; with the packages of these tests.</summary>
    private static async Task<string> ProgramAsync(params string[] arguments)
    {
        var tests = Path.ChangeExtension(typeof(ReloadTests).Assembly.Location, null);
        string[] host = ["exec", "--runtimeconfig", tests + ".runtimeconfig.json", "--depsfile", tests + ".deps.json"];
        var start = new ProcessStartInfo("dotnet", [.. host, typeof(JourneyGrainsCommand).Assembly.Location, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }

    /// <summary>The database gives its states to who only looks.</summary>
    private async Task AssertReadOnlyAsync()
    {
        await using var stored = StoredStates.OfPostgres(silos.Database);
        Assert.Equal("ada", Assert.Single(await stored.PageAsync("", 10, CancellationToken.None)).CustomerId);
        var history = await stored.DocumentAsync(EditionHistory.DocumentKind, EditionHistory.DocumentKey, CancellationToken.None);
        Assert.Single(EditionHistory.Read(history!).Editions);
    }

    /// <summary>What all silos have in force.</summary>
    private static string Version(SiloView[] silos) => Assert.Single(silos.Select(silo => silo.Definitions).Distinct(StringComparer.Ordinal))!;
}
