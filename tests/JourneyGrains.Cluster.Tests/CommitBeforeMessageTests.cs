using JourneyGrains.Core.Customers;
using JourneyGrains.Storage;
using JourneyGrains.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JourneyGrains.Cluster.Tests;

/// <summary>I2 and I3: what is not committed has not happened, and no message tells of it.</summary>
public sealed class CommitBeforeMessageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task While_commits_fail_nothing_leaves_and_nothing_shows_and_afterwards_all_of_it_comes_once()
    {
        FailingStore store = null!;
        await using var sink = await WebhookSink.StartAsync();
        await using var silo = await RunningSilo.StartWithAsync(
            folder.Path,
            QuickDefinitions.Write(folder),
            services => services.Replace(ServiceDescriptor.Singleton<ICustomerStore>(
                provider => store = new FailingStore(provider.GetRequiredService<SqliteStorage>().Customers))),
            ("JourneyGrains:Delivery:Channels:email:Transport", "Webhook"),
            ("JourneyGrains:Delivery:Channels:email:Url", sink.Url));

        await silo.Append(Events.Identified("ada"));
        await Eventually.Get(silo.Customer("ada").View, view => view.Name is not null, "the customer is known");

        store.Fails = true;
        await silo.Append(Events.Order("ada", "o-1", 10));
        await Eventually.Get(() => Task.FromResult(store.Refused), refused => refused >= 3, "the turn was tried and could not be committed");
        Assert.Empty(sink.Keys);
        Assert.Equal(0, (await silo.Customer("ada").View()).Orders);

        store.Fails = false;
        await silo.LineAsync("ada", LineKind.HandedOver);
        Assert.Single(sink.Keys);
        var view = await silo.Customer("ada").View();
        Assert.Equal((1, 20L), (view.Orders, view.Points));
    }

    [Fact]
    public async Task The_transcript_shows_a_turn_no_earlier_than_the_view_of_the_customer_does()
    {
        FailingStore store = null!;
        await using var silo = await RunningSilo.StartWithAsync(
            folder.Path,
            QuickDefinitions.Write(folder),
            services => services.Replace(ServiceDescriptor.Singleton<ICustomerStore>(
                provider => store = new FailingStore(provider.GetRequiredService<SqliteStorage>().Customers))));
        await silo.Append(Events.Identified("ada"));
        await silo.LineAsync("ada", LineKind.Fact);

        var heard = new TaskCompletionSource();
        store.Heard = heard.Task;
        await silo.Append(Events.Order("ada", "o-1", 10));
        await Eventually.Get(
            () => store.TranscriptAsync("ada", long.MaxValue, 9, CancellationToken.None), entries => entries.Count == 2, "the order is durable");
        Assert.Equal(0, (await silo.Customer("ada").View()).Orders);
        Assert.Single((await silo.Customer("ada").Transcript(0, 9)).Entries);

        heard.SetResult();
        await Eventually.Get(silo.Customer("ada").View, view => view.Orders == 1, "the order is known");
        Assert.InRange((await silo.Customer("ada").Transcript(0, 9)).Entries.Length, 2, 9);
    }
}
