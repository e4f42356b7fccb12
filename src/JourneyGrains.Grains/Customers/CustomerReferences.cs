using JourneyGrains.Contracts.Customers;

namespace JourneyGrains.Grains.Customers;

/// <summary>
/// The customers' grains by id. Orleans composes an interface's name from its type for every reference it is asked for; here that is done
/// once, which is a tenth of what an event allocates.
/// </summary>
internal sealed class CustomerReferences(IGrainFactory grains)
{
    private GrainReference? one;

    public ICustomerGrain Of(string id)
    {
        if (one is not { } known)
        {
            var first = grains.GetGrain<ICustomerGrain>(id);
            one = (GrainReference)first;
            return first;
        }

        return (ICustomerGrain)grains.GetGrain(GrainId.Create(known.GrainId.Type, id), known.InterfaceType);
    }
}
