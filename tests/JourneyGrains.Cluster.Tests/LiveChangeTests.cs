using JourneyGrains.CommandLine.Journeys;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.StateDiffs;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Definitions that change while customers are under way: who stays, who moves, and that all of it can be decided again.</summary>
public sealed class LiveChangeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Runs_stay_with_their_version_through_a_reload_and_a_restart_with_other_files()
    {
        var definitions = QuickDefinitions.Write(folder, wait: "15s");
        await using (var silo = await RunningSilo.StartAsync(folder.Path, definitions))
        {
            await EnterAsync(silo, "ada");
            QuickDefinitions.Write(folder, wait: "1h");
            await ReloadAsync(silo);
            await EnterAsync(silo, "bob");
            var views = (await silo.Operations.Definitions()).Versions.Where(version => version.Journey == "cart").ToArray();
            Assert.Equal([(true, 1L), (false, 1L)], views.Select(version => (version.InForce, version.Runs)));
        }

        QuickDefinitions.Write(folder, wait: "2h");
        await using var again = await RunningSilo.StartAsync(folder.Path, definitions);
        await EnterAsync(again, "cleo");
        await again.LineAsync("ada", LineKind.HandedOver);

        var view = await again.Operations.Definitions();
        Assert.Equal((3, 3), (view.Edition, view.Editions.Length));
        var runs = await RunsAsync(again, "bob", "cleo");
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromHours(2)], runs.Select(run => (run.DueAt - run.StartedAt)!.Value));
        Assert.Equal(2, runs.Select(run => run.Version).Distinct().Count());
        Assert.Equal(2, view.Versions.Count(version => version.Journey == "cart" && version.Runs == 1));
        await AssertLivesAgainAsync(again);
    }

    [Fact]
    public async Task A_mapping_moves_who_is_under_way_at_once_and_who_sleeps_as_well()
    {
        await using var silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder, wait: "1h"));
        await EnterAsync(silo, "ada");
        await silo.Append(Events.Identified("idle"));
        QuickDefinitions.Write(folder, wait: "200ms", migrate: "{ from: all }");
        await ReloadAsync(silo);

        var lines = await silo.LineAsync("ada", LineKind.HandedOver);
        Assert.Contains(lines, line => line.Text.StartsWith("Moved from step '0' of version ", StringComparison.Ordinal));
        await AssertLivesAgainAsync(silo);
    }

    [Fact]
    public async Task A_journey_that_is_taken_away_ends_its_runs_at_once()
    {
        await using var silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder, wait: "1h"));
        await EnterAsync(silo, "ada");
        File.Delete(folder.File("definitions/cart.journey.yaml"));
        await ReloadAsync(silo);

        var lines = await silo.LineAsync("ada", LineKind.Finished);
        Assert.Contains(lines, line => line.Text == "Ended: the journey is no longer among the definitions.");
        Assert.DoesNotContain((await silo.Operations.Definitions()).Versions, version => version.Journey == "cart");
    }

    [Fact]
    public async Task A_reload_of_the_same_files_publishes_nothing()
    {
        await using var silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder));
        await ReloadAsync(silo);
        Assert.Equal(1, Assert.Single((await silo.Operations.Definitions()).Editions).Number);
    }

    [Fact]
    public async Task A_message_decided_before_its_template_was_taken_away_goes_out_as_it_was()
    {
        await using var silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder, wait: "2s"));
        await EnterAsync(silo, "ada");
        var journey = folder.File("definitions/cart.journey.yaml");
        File.WriteAllText(journey, (await File.ReadAllTextAsync(journey)).Replace("template: cart", "template: thanks", StringComparison.Ordinal));
        File.Delete(folder.File("definitions/templates/cart.en.hbs"));
        await ReloadAsync(silo);

        await silo.LineAsync("ada", LineKind.HandedOver);
        var mail = Assert.Single(Directory.GetFiles(folder.File("outbox"), "*.eml", SearchOption.AllDirectories));
        Assert.Contains("Subject: Your cart cart-ada", await File.ReadAllTextAsync(mail), StringComparison.Ordinal);
    }

    /// <summary>What is foretold is what comes to be: the store is read while its silo runs, and then the definitions are published.</summary>
    [Fact]
    public async Task A_comparison_with_the_store_s_file_foretells_what_the_publication_does()
    {
        await using var silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder, wait: "1h"));
        await EnterAsync(silo, "ada");
        await EnterAsync(silo, "bob");
        var digest = await silo.Operations.Digest();
        var definitions = QuickDefinitions.Write(folder, wait: "200ms", migrate: "{ from: all }");
        var source = StateSources.Open(null!, null!, folder.File("journeygrains.db"))!;
        var told = new List<Difference>();
        var sides = DiffSides.Of(source.History, source.Editions, source.Published(), DefinitionReader.Read(definitions));
        var found = StateDiff.Run(sides, source.States(), new(source.Time(), source.Time().AddDays(1)), told.Add);

        Assert.Equal((2, 2, 2), (found.Read, found.Differ, found.Journeys["cart"].Of("earlier")));
        Assert.All(told, one => Assert.Equal(("cart", DifferenceKind.Moved, "cart"), (one.Origin, one.Kind, one.After!.Template)));
        Assert.Equal(digest, await silo.Operations.Digest());
        await ReloadAsync(silo);
        await silo.LineAsync("ada", LineKind.HandedOver);
        await silo.LineAsync("bob", LineKind.HandedOver);
    }

    private static async Task EnterAsync(RunningSilo silo, string customer)
    {
        await silo.Append(Events.Identified(customer), Events.Consent(customer), Events.Cart(customer, $"cart-{customer}", 30));
        await silo.LineAsync(customer, LineKind.Entered);
    }

    private static async Task ReloadAsync(RunningSilo silo)
    {
        var report = await silo.Grains.GetGrain<ICatalogueGrain>(0).Reload();
        Assert.True(report.Done, string.Join('\n', report.Silos.SelectMany(one => one.Problems)));
    }

    private static async Task<Contracts.Customers.RunView[]> RunsAsync(RunningSilo silo, params string[] customers) =>
        [.. (await Task.WhenAll(customers.Select(customer => silo.Customer(customer).View()))).SelectMany(view => view.Runs)];

    /// <summary>The exported log holds what was in force when: with it the same decisions come out (I5).</summary>
    private async Task AssertLivesAgainAsync(RunningSilo silo)
    {
        await silo.QuietAsync();
        await silo.LiveAgainAsync(folder.File("log"));
    }
}
