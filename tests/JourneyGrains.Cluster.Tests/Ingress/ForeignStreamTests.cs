using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace JourneyGrains.Cluster.Tests.Ingress;

/// <summary>Another Orleans stream provider, configured by settings alone, as the way in.</summary>
public sealed class ForeignStreamTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Events_of_a_memory_stream_are_in_the_log_and_are_decided_on()
    {
        await using var silo = await StartAsync();
        await PublishAsync(silo, "orders", Events.Identified("ada"), Events.Order("ada", "o-1", 10));

        var lines = await silo.LineAsync("ada", LineKind.HandedOver);
        Assert.Contains(lines, line => line is { Kind: LineKind.Sent, Origin: "thanks" });
        var status = await silo.Operations.Status();
        Assert.Equal((2, 2), ((int)status.Appended, (int)status.Consumed));
    }

    [Fact]
    public async Task What_is_delivered_again_changes_nothing_and_what_is_bad_is_a_dead_letter()
    {
        await using var silo = await StartAsync();
        var order = Events.Order("bob", "o-2", 10);
        var bad = Events.Of("bob", "order.placed", ("orderId", "o-3"));
        await PublishAsync(silo, "orders", Events.Identified("bob"), order, bad, order);

        await Eventually.Get(silo.Operations.Status, status => status is { Appended: 3, Consumed: 3, DeadLetters: 1 }, "all are decided on");
        Assert.Equal(1, (await silo.Operations.Status()).Totals[$"thanks/{LineKind.Sent}"]);
        Assert.Equal(bad.Id, Assert.Single(await silo.Operations.DeadLetters(0, 10)).EventId);
    }

    [Fact]
    public async Task While_the_log_cannot_be_written_nothing_is_lost_and_the_order_stays()
    {
        await using var silo = await RunningSilo.StartWithAsync(folder.Path, QuickDefinitions.Write(folder), services =>
        {
            var log = services.Last(service => service.ServiceType == typeof(IEventLog));
            services.AddSingleton<IEventLog>(provider => new FailingLog((IEventLog)log.ImplementationFactory!(provider), failures: 6));
        }, Memory);
        await PublishAsync(silo, "orders", Events.Identified("cleo"));
        await PublishAsync(silo, "orders", Events.Consent("cleo"), Events.Cart("cleo", "cart-1", 10));
        await PublishAsync(silo, "orders", Events.Order("cleo", "o-4", 10, "cart-1"));

        await Eventually.Get(silo.Operations.Status, status => status is { Appended: >= 4 } && status.Consumed == status.Appended, "all are decided on");
        var log = silo.Log;
        var records = (await Task.WhenAll(Enumerable.Range(0, log.Partitions).Select(partition => log.ReadAsync(partition, -1, 100, CancellationToken.None))))
            .SelectMany(part => part).Select(record => record.Type).Distinct();
        Assert.Equal([EventTypes.CustomerIdentified, EventTypes.ConsentChanged, EventTypes.CartUpdated, EventTypes.OrderPlaced], records);
    }

    private static (string, string) Memory => ("Orleans:Streaming:shop:ProviderType", "Memory");

    private Task<RunningSilo> StartAsync() => RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder), Memory);

    private static Task PublishAsync(RunningSilo silo, string stream, params CustomerEvent[] events) => silo.Streams("shop")
        .GetStream<EventRecord>(StreamId.Create(StreamNames.Ingress, stream))
        .OnNextBatchAsync(events.Select(input => EventRecord.Of(input)));
}
