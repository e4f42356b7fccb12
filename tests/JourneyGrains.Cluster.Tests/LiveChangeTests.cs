using System.Collections.Concurrent;
using JourneyGrains.CommandLine.Journeys;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.StateDiffs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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
    public async Task A_reload_whose_migration_names_no_version_or_step_that_there_is_says_so()
    {
        await using var silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder, wait: "1h"));
        var version = (await silo.Operations.Definitions()).Versions.Single(version => version.Journey == "cart").Version;
        QuickDefinitions.Write(folder, wait: "2h", migrate: $"[ {{ from: deadbeef0000 }}, {{ from: {version}, steps: {{ quiet: exit }} }} ]");

        var report = await silo.Grains.GetGrain<ICatalogueGrain>(0).Reload();

        Assert.True(report.Done);
        Assert.Equal(
            [
                $"journey cart: 'migrate' from deadbeef0000 moves nobody: there is no such version. Known: {version}.",
                $"journey cart: 'migrate' from {version} moves nobody from step 'quiet': that version has none of that id. Its steps: 0, 1.",
            ],
            report.Changes!.Notes);
    }

    [Fact]
    public async Task A_journey_that_is_taken_away_ends_its_runs_at_once()
    {
        await using var silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder, wait: "1h"));
        await EnterAsync(silo, "ada");
        File.Delete(folder.File("definitions/cart.journey.yaml"));
        var report = await silo.Grains.GetGrain<ICatalogueGrain>(0).ReloadEndingRuns();

        Assert.True(report.Done);
        Assert.Equal(["cart.journey.yaml"], report.Changes!.Removed);
        var lines = await silo.LineAsync("ada", LineKind.TakenOut);
        Assert.Contains(lines, line => line.Text == "Ended: the journey is no longer among the definitions.");
        var view = await silo.Operations.Definitions();
        Assert.DoesNotContain(view.Versions, version => version.Journey == "cart");
        Assert.Equal([new EndingRuns("cart", 1)], view.Ended());
        Assert.Empty(view.Editions[0].Ended);
        var status = await silo.Operations.Status();
        Assert.Equal((1, 0), (status.Totals["cart/TakenOut"], status.Totals.GetValueOrDefault("cart/Finished")));
        Assert.Equal(["cart"], view.GoneOf(status));
        Assert.True((await silo.Operations.Results("cart"))!.Gone);
        Assert.False((await silo.Operations.Results("thanks"))!.Gone);
    }

    [Fact]
    public async Task A_reload_without_a_journey_that_has_runs_is_refused_unless_it_is_asked_for()
    {
        await using var silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder, wait: "1h"));
        await EnterAsync(silo, "ada");
        await EnterAsync(silo, "bob");
        File.Move(folder.File("definitions/cart.journey.yaml"), folder.File("aside"));
        var before = (await silo.Operations.Definitions()).Digest;

        var refused = await silo.Grains.GetGrain<ICatalogueGrain>(0).Reload();

        Assert.False(refused.Done);
        Assert.Equal("2 runs would end, of journeys that the files no longer have: cart (2).", refused.Refusal);
        Assert.Equal([new EndingRuns("cart", 2)], refused.Changes!.Ending);
        var view = await silo.Operations.Definitions();
        Assert.Equal((before, 1), (view.Digest, view.Edition));
        Assert.Equal(2, (await RunsAsync(silo, "ada", "bob")).Length);

        File.Move(folder.File("aside"), folder.File("definitions/cart.journey.yaml"));
        QuickDefinitions.Write(folder, wait: "2h");
        var report = await silo.Grains.GetGrain<ICatalogueGrain>(0).Reload();
        Assert.Equal((true, true), (report.Done, report.Changes!.Any));
        Assert.Equal(["cart.journey.yaml"], report.Changes.Changed);
        Assert.Equal(folder.File("definitions"), Assert.Single(report.Silos).Folder);
    }

    [Fact]
    public async Task A_start_without_a_journey_that_has_runs_warns_of_them()
    {
        var definitions = QuickDefinitions.Write(folder, wait: "1h");
        await using (var silo = await RunningSilo.StartAsync(folder.Path, definitions))
        {
            await EnterAsync(silo, "ada");
        }

        File.Delete(folder.File("definitions/cart.journey.yaml"));
        using var said = new Said();
        await using var again = await RunningSilo.StartWithAsync(
            folder.Path, definitions, services => services.AddSingleton<ILoggerProvider>(said),
            ("Logging:LogLevel:JourneyGrains.Grains.Catalogue.DefinitionCatalogue", "Warning"));

        Assert.Contains("Journey cart is no longer among the definitions: 1 runs of it end.", said.Lines);
    }

    [Fact]
    public async Task An_edition_that_would_be_refused_today_is_read_as_it_was_published_and_told()
    {
        var definitions = QuickDefinitions.Write(folder, wait: "1h");
        folder.Write("definitions/few.segment.yaml", "segment: few\nwhen: customer.orders < 3\n");
        folder.Write("definitions/some.journey.yaml", "journey: some\nenter: { on: order.placed, when: '!(\"few\" in customer.segments)' }\nsteps: [ { wait: 1h } ]\n");
        await using (var silo = await RunningSilo.StartAsync(folder.Path, definitions))
        {
            await EnterAsync(silo, "ada");
            File.Delete(folder.File("definitions/few.segment.yaml"));
            await OverwriteAsync(silo, DefinitionFiles.Of(definitions));
        }

        QuickDefinitions.Write(folder, wait: "2h");
        File.Delete(folder.File("definitions/some.journey.yaml"));
        using var said = new Said();
        await using var again = await RunningSilo.StartWithAsync(
            folder.Path, definitions, services => services.AddSingleton<ILoggerProvider>(said),
            ("Logging:LogLevel:JourneyGrains.Grains.Catalogue.DefinitionCatalogue", "Warning"));

        Assert.Contains(said.Lines, line => line.StartsWith("Edition 1 of the definitions is read as it was published, though 1 of what it says", StringComparison.Ordinal)
            && line.Contains("some.journey.yaml:2:", StringComparison.Ordinal) && line.Contains("There is no segment 'few'.", StringComparison.Ordinal));
        Assert.DoesNotContain(said.Lines, line => line.Contains("is no longer kept", StringComparison.Ordinal));
        var run = Assert.Single(await RunsAsync(again, "ada"));
        Assert.Equal(TimeSpan.FromHours(1), run.DueAt - run.StartedAt);
    }

    /// <summary>Puts other files in the place of those of the only edition, as though an older program had taken them.</summary>
    private static async Task OverwriteAsync(RunningSilo silo, DefinitionFiles files)
    {
        var edition = Assert.Single((await silo.Operations.Definitions()).Editions);
        var documents = silo.Documents;
        var stored = await documents.ReadAsync(EditionHistory.DocumentKind, edition.Digest, CancellationToken.None);
        await documents.WriteAsync(EditionHistory.DocumentKind, edition.Digest, files.Pack(), stored!.Version, CancellationToken.None);
    }

    [Fact]
    public async Task A_reload_of_the_same_files_publishes_nothing()
    {
        await using var silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder));
        var report = await silo.Grains.GetGrain<ICatalogueGrain>(0).Reload();
        Assert.Equal((true, false), (report.Done, report.Changes!.Any));
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

    /// <summary>What was logged.</summary>
    private sealed class Said : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
