using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Customers;
using JourneyGrains.Grains.Catalogue;

namespace JourneyGrains.Load.Baselines;

/// <summary>
/// A customer written the obvious way: the same turn, then the state by itself, as WriteStateAsync does. No log before it, no due index,
/// no transcript, no outbox: it does less than the real one.
/// </summary>
[Alias("journeygrains.load.naive")]
public interface INaiveCustomerGrain : IGrainWithStringKey
{
    [Alias("take")]
    Task Take(EventRecord input);
}

internal sealed class NaiveCustomerGrain(NaiveStore store, DefinitionCatalogue catalogue) : Grain, INaiveCustomerGrain
{
    private CustomerState state = null!;
    private long version;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        state = CustomerState.New(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task Take(EventRecord input)
    {
        state = Customer.Take(state, new EventInput(input.ToEvent()), input.Time, catalogue.Current).State;
        await store.WriteAsync(this.GetPrimaryKeyString(), CoreJson.Write(state), ++version);
    }
}
