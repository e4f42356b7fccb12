using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Cluster.Tests.SeveralSilos;

/// <summary>What no call wakes (pumps, waves, waiting messages) goes on without a hand when the silo that had it is killed.</summary>
[Collection(RealProcesses.Name)]
public sealed class TakeOverTests : IDisposable
{
    private const int Customers = 120;
    private readonly SiloSet silos = new();

    public void Dispose() => silos.Dispose();

    [SkippableFact]
    public async Task When_a_silo_is_killed_the_others_end_every_wait_and_the_wave_without_a_call()
    {
        silos.Need();
        (string, string)[] quick = [("JourneyGrains__Definitions", QuickDefinitions.Write(silos.Folder, wait: "6s"))];
        var doomed = await silos.JoinAsync(quick);
        var (second, third) = (await silos.JoinAsync(quick), await silos.JoinAsync(quick));
        await using (var client = await silos.ConnectAsync())
        {
            foreach (var number in Enumerable.Range(0, Customers))
            {
                var id = $"c-{number}";
                var partition = StableHashing.Partition(id, StreamNames.PartitionsDefault);
                await client.Journeys.Log(partition).Append(new(
                    [.. new[] { Events.Identified(id), Events.Consent(id), Events.Cart(id, $"cart-{number}", 10) }.Select(input => EventRecord.Of(input))]));
            }

            // A wave goes by who is known when it comes to them.
            await Eventually.Get(client.Operations.Status, status => status.Customers == Customers && status.Consumed == status.Appended, "all are known");
            Assert.Null((await client.Journeys.Campaign("all").Launch(null)).Problem);
        }

        // Every pump and every wave has started by now; from here on nobody calls anything.
        await doomed.KillAsync();
        var sent = await Eventually.Get(() => Task.FromResult(silos.Outbox().Count()), count => count == 2 * Customers, "all messages are out");
        await using var later = await silos.ConnectAsync();
        var status = await Eventually.Get(later.Operations.Status, status => status.Outbox == 0, "all is handed over");
        Assert.Equal(Customers, status.Totals[$"cart/{LineKind.HandedOver}"]);
        Assert.Equal(Customers, status.Totals[$"all/first/{LineKind.HandedOver}"]);
        Assert.Equal(2 * Customers, sent);
        Assert.Equal(
            new[] { second.Address, third.Address }.Order(StringComparer.Ordinal),
            (await later.Operations.Silos()).Select(silo => silo.Address).Order(StringComparer.Ordinal));
    }
}
