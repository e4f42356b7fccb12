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
}
