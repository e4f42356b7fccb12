using JourneyGrains.Client.Connecting;
using JourneyGrains.Contracts.Customers;

namespace JourneyGrains.Client.Tests.Samples;

// sample: service
/// <summary>A backend service: what a customer's preference page needs.</summary>
public sealed class PreferencePage(IJourneyGrains journeys)
{
    public async Task<(long Points, string Tier)> StandingAsync(string customer)
    {
        var view = await journeys.Customer(customer).View();
        return (view.Points, view.Tier);
    }

    public async Task<bool> UnsubscribeAsync(string customer, string requestId)
    {
        var request = new ConsentRequest(requestId, "email", "marketing", Granted: false, Evidence: "preference page");
        return (await journeys.Customer(customer).ChangeConsent(request)).Done;
    }
}
// end
