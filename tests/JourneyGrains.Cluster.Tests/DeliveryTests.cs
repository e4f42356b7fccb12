using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Cluster.Tests;

/// <summary>From the decision to the provider, on a silo with its own time and a provider that may fail.</summary>
public sealed class DeliveryTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private WebhookSink sink = null!;
    private RunningSilo silo = null!;

    public async Task InitializeAsync()
    {
        sink = await WebhookSink.StartAsync();
        silo = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await silo.DisposeAsync();
        await sink.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_message_reaches_the_provider_under_its_own_id()
    {
        await silo.Append(Events.Identified("ada"), Events.Order("ada", "o-1", 10));
        var lines = await silo.LineAsync("ada", LineKind.HandedOver);
        var decided = lines.Single(line => line.Kind == LineKind.Sent).Subject;
        Assert.Equal(decided, Assert.Single(sink.Keys));
        Assert.Empty((await silo.Customer("ada").View()).Outbox);
    }

    [Fact]
    public async Task A_message_whose_channel_is_free_is_judged_in_the_commit_that_decided_it()
    {
        await silo.Append(Events.Identified("eve"));
        await Eventually.Get(silo.Customer("eve").View, view => view.Name is not null, "the customer is known");
        var before = (await silo.Customers.ReadAsync("eve", CancellationToken.None))!.Version;
        await silo.Append(Events.Order("eve", "o-5", 10));
        await silo.LineAsync("eve", LineKind.HandedOver);

        var partition = StableHashing.Partition("eve", silo.Log.Partitions);
        var life = Assert.Single(await silo.Customers.LivesAsync(partition, "eud", 100, CancellationToken.None), life => life.CustomerId == "eve");
        Assert.Equal([before + 1, before + 2], life.Journal.Select(row => row.Number));
        Assert.Equal([typeof(ClearanceInput), typeof(HandOverInput)], life.Journal.Select(row => CoreJson.ReadJournaled(row.Input).Input.GetType()));
    }

    [Fact]
    public async Task A_refusal_for_good_ends_it()
    {
        sink.Answer(400);
        await silo.Append(Events.Identified("bob"), Events.Order("bob", "o-2", 10));
        await silo.LineAsync("bob", LineKind.Failed);
        Assert.Single(sink.Keys);
        Assert.Empty((await silo.Customer("bob").View()).Outbox);
    }

    [Fact]
    public async Task An_exit_takes_back_a_message_whose_attempt_failed()
    {
        sink.Answer(503);
        await silo.Append(Events.Identified("cleo"), Events.Consent("cleo"), Events.Cart("cleo", "cart-3", 30));
        await silo.LineAsync("cleo", LineKind.Retry);
        Assert.Single((await silo.Customer("cleo").View()).Outbox);

        sink.Answer(200);
        await silo.Append(Events.Of("cleo", "order.placed", ("orderId", "o-3"), ("total", 30), ("cartId", "cart-3")));
        var lines = await silo.LineAsync("cleo", LineKind.Withdrawn);
        var reminder = lines.Single(line => line is { Kind: LineKind.Sent, Origin: "cart" }).Subject;
        Assert.Single(sink.Keys, key => key == reminder);
        Assert.DoesNotContain((await silo.Customer("cleo").View()).Outbox, message => message.Id == reminder);
    }

    [Fact]
    public async Task What_waits_for_its_next_attempt_survives_a_restart_and_keeps_its_id()
    {
        sink.Answer(503);
        await silo.Append(Events.Identified("dan"), Events.Order("dan", "o-4", 10));
        await silo.LineAsync("dan", LineKind.Retry);
        var first = Assert.Single(sink.Keys);
        await silo.DisposeAsync();

        sink.Answer(200);
        silo = await StartAsync();
        await silo.LineAsync("dan", LineKind.HandedOver);
        Assert.Equal([first, first], sink.Keys);
    }

    private Task<RunningSilo> StartAsync() => RunningSilo.StartAsync(
        folder.Path,
        QuickDefinitions.Write(folder),
        ("JourneyGrains:Delivery:Channels:email:Transport", "Webhook"),
        ("JourneyGrains:Delivery:Channels:email:Url", sink.Url));
}
