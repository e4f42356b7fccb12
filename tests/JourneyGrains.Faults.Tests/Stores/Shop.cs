using System.Collections.Immutable;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Faults.Tests.Rounds;
using JourneyGrains.Faults.Tests.Schedules;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Faults.Tests.Stores;

/// <summary>A silo process without a schedule, whose store a test spoils itself; and a shop that sends it orders.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly Ground ground;
    private int last;

    private Shop(DirectoryInfo folder, Ground ground) => (this.folder, this.ground) = (folder, ground);

    public Ground Ground => ground;

    /// <param name="at">Where its files are; null: in a temporary folder.</param>
    public static async Task<Shop> OpenAsync(SiloStorage store, PostgresServer server, string? at = null)
    {
        var folder = at is null ? Directory.CreateTempSubdirectory("journeygrains-faults-") : Directory.CreateDirectory(at);
        var plan = new RoundPlan(0, store, FollowsLog: false, Numbered: false, 1, 0, 0, []);
        var shop = new Shop(folder, await Ground.StartAsync(plan, server, folder.FullName, CancellationToken.None));
        shop.ground.CalmClock();
        return shop;
    }

    /// <summary>One order, once: what goes wrong is thrown.</summary>
    public Task<AppendReceipt> OrderAsync(string customer, string? note = null)
    {
        var id = FormattableString.Invariant($"o-{Interlocked.Increment(ref last)}");
        var properties = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        (properties["orderId"], properties["total"], properties["note"]) = (Value.Of(id), Value.Of(10m), Value.Of(note ?? ""));
        var input = new CustomerEvent(id, customer, EventTypes.OrderPlaced, ground.Now, Value.Of(properties.ToImmutable()));
        return ground.Grains.Log(StableHashing.Partition(customer, Ground.Partitions)).Append(new([EventRecord.Of(input)]));
    }

    /// <summary>Waits until so many orders of the customer count.</summary>
    public Task<CustomerView> HasAsync(string customer, int orders) => Patiently.UntilAsync(
        () => ground.Grains.Customer(customer).View(), view => view.Orders == orders, FormattableString.Invariant($"{orders} orders of {customer} count"), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await ground.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
