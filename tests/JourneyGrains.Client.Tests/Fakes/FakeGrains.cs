using JourneyGrains.Client.Connecting;
using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Client.Tests.Fakes;

/// <summary>The cluster without Orleans: grains that are objects.</summary>
internal sealed class FakeGrains(FakeSystem system) : IJourneyGrains
{
    public IOperationsGrain Operations { get; } = new FakeOperations(system);

    public ICatalogueGrain Catalogue => throw new NotSupportedException();

    public ICustomerGrain Customer(string id) => throw new NotSupportedException();

    public ICampaignGrain Campaign(string name) => throw new NotSupportedException();

    public IPartitionLogGrain Log(int partition) => new FakeLog(system, partition);

    public ValueTask<int> PartitionsAsync(CancellationToken cancellation = default) => new(system.Partitions);

    private sealed class FakeLog(FakeSystem system, int partition) : IPartitionLogGrain
    {
        public async Task<AppendReceipt> Append(AppendRequest request)
        {
            await Task.Yield();
            return system.Append(partition, request);
        }
    }

    private sealed class FakeOperations(FakeSystem system) : IOperationsGrain
    {
        public Task<SystemStatus> Status() => Task.FromResult(system.Status());

        public Task<ResultsView?> Results(string origin) => throw new NotSupportedException();

        public Task<ResultsView[]> AllResults() => throw new NotSupportedException();

        public Task<string> Digest() => throw new NotSupportedException();

        public Task<DeadLetterRecord[]> DeadLetters(long before, int count) => throw new NotSupportedException();

        public Task<ReplayReceipt> ReplayDeadLetters(long[]? numbers) => throw new NotSupportedException();

        public Task<EventRecord[]> Log(int partition, long after, int count) => throw new NotSupportedException();

        public Task<LifeRecord[]> Lives(int partition, string after, int count) => throw new NotSupportedException();

        public Task<StateRecord[]> States(int partition, string after, int count) => throw new NotSupportedException();

        public Task<DefinitionsView> Definitions() => throw new NotSupportedException();

        public Task<EditionRecord?> Edition(int number) => throw new NotSupportedException();

        public Task<SiloView[]> Silos() => throw new NotSupportedException();

        public Task Refuse(DeadLetterRecord[] letters)
        {
            system.Refuse(letters);
            return Task.CompletedTask;
        }
    }
}
