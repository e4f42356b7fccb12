using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Storage;

namespace JourneyGrains.Benchmarks;

/// <summary>The same turn of so many customers, committed again and again: a state and a transcript entry of each.</summary>
internal sealed class CommitBatch(ICustomerStore store, int customers)
{
    private static readonly Turn Turn = Customer.Take(
        Samples.Known(4), new EventInput(Samples.Cart("k-1", Samples.Start.AddHours(1))), Samples.Start.AddHours(1), Samples.Definitions);

    private readonly byte[] state = StateEncoding.Write(Turn.State);
    private readonly byte[] entry = CoreJson.Write(Turn.Entry!);
    private long version;

    public Task CommitAsync()
    {
        var before = version++;
        return Task.WhenAll(Enumerable.Range(0, customers).Select(customer => store.CommitAsync(
            new(
                $"c-{customer}", customer % 16, before, version, state, Samples.Start.AddMinutes(version), 0, "chain", false,
                [new TranscriptRow(version, Samples.Start, entry)], [], [], []),
            CancellationToken.None)));
    }
}
