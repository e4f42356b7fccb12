using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Grains.Catalogue;
using Orleans.Runtime;
using Orleans.Storage;

namespace JourneyGrains.Load.Baselines;

/// <summary>
/// A customer written the obvious way: the same turn, then WriteStateAsync. No log before it, no due index, no transcript, no outbox: it
/// does less than the real one.
/// </summary>
[Alias("journeygrains.load.naive")]
public interface INaiveCustomerGrain : IGrainWithStringKey
{
    [Alias("take")]
    Task Take(EventRecord input);

    [Alias("leave")]
    Task Leave();
}

internal sealed class NaiveCustomerGrain(
    [PersistentState("state", NaiveCustomerGrain.Storage)] IPersistentState<NaiveState> store, DefinitionCatalogue catalogue)
    : Grain, INaiveCustomerGrain
{
    public const string Storage = "naive";

    public async Task Take(EventRecord input)
    {
        var state = store.State.Customer ?? CustomerState.New(this.GetPrimaryKeyString());
        store.State.Customer = Customer.Take(state, new EventInput(input.ToEvent()), input.Time, catalogue.Current).State;
        await store.WriteStateAsync();
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

internal sealed class NaiveState
{
    public CustomerState? Customer { get; set; }
}

/// <summary>The same bytes as the store's, so that the provider is not measured by another serializer.</summary>
internal sealed class NaiveStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T input) =>
        new(input is NaiveState { Customer: { } state } ? StateEncoding.Write(state) : ReadOnlyMemory<byte>.Empty);

    public T Deserialize<T>(BinaryData input) =>
        (T)(object)new NaiveState { Customer = input.ToMemory().IsEmpty ? null : StateEncoding.Read(input.ToMemory().Span) };
}
