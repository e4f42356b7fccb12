using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Events;
using JourneyGrains.Grains.Catalogue;

// Not JourneyGrains.Silo.Console, as the folder is called: that would hide System.Console from the whole silo.
namespace JourneyGrains.Silo.OperatorConsole;

/// <summary>The operators' console beside the Orleans dashboard: one page and the questions it asks. It changes nothing.</summary>
public static class ConsoleEndpoints
{
    private const int PageDefault = 50;
    private const int PageMax = 500;

    /// <summary>
    /// Serves /console and puts <see cref="LocalGuard"/> before everything the silo serves over HTTP, dashboard and health included.
    /// </summary>
    public static WebApplication MapConsole(this WebApplication app)
    {
        app.UseLocalGuard(open: app.Configuration.GetValue<bool>("JourneyGrains:HttpOpen"));
        var page = ConsolePage.Load();
        app.MapGet("/console", page.Serve);

        var questions = app.MapGroup("/console/api").AddEndpointFilter<Answering>();
        questions.MapGet("/status", StatusAsync);
        questions.MapGet("/silos", SilosAsync);
        questions.MapGet("/campaigns", CampaignsAsync);
        questions.MapGet("/results", ResultsAsync);
        questions.MapGet("/deadletters", DeadLettersAsync);
        questions.MapGet("/customers/{id}", CustomerAsync);
        questions.MapGet("/customers/{id}/transcript", TranscriptAsync);
        return app;
    }

    private static async Task<IResult> StatusAsync(IGrainFactory grains) =>
        Results.Json(StatusAnswer.Of(await Operations(grains).Status(), await Operations(grains).Definitions()));

    private static async Task<IResult> SilosAsync(IGrainFactory grains, TimeProvider clock) => Results.Json(await SiloAnswer.ReadAsync(grains, clock));

    private static async Task<IResult> ResultsAsync(IGrainFactory grains) => Results.Json(await Operations(grains).AllResults());

    private static async Task<IResult> CampaignsAsync(IGrainFactory grains, DefinitionCatalogue catalogue) =>
        Results.Json(await Task.WhenAll(catalogue.Current.Campaigns.Select(campaign => grains.GetGrain<ICampaignGrain>(campaign.Name).Status())));

    private static async Task<IResult> DeadLettersAsync(IGrainFactory grains, long before = 0, int count = PageDefault)
    {
        if (Problem(before, count) is { } problem)
        {
            return problem;
        }

        var letters = await Operations(grains).DeadLetters(before, count);
        return Results.Json(DeadLettersAnswer.Of(letters, count));
    }

    private static async Task<IResult> CustomerAsync(IGrainFactory grains, string id)
    {
        if (Customer(grains, id) is not { } customer)
        {
            return NoCustomerId();
        }

        var view = await customer.View();
        return view.Known ? Results.Json(CustomerAnswer.Of(view)) : Refused(404, "Nothing is known of this customer: no event was ever taken for that id.");
    }

    private static async Task<IResult> TranscriptAsync(IGrainFactory grains, string id, long before = 0, int count = PageDefault)
    {
        if (Problem(before, count) is { } problem)
        {
            return problem;
        }

        return Customer(grains, id) is { } customer
            ? Results.Json(TranscriptAnswer.Of(await customer.Transcript(before, count)))
            : NoCustomerId();
    }

    private static IOperationsGrain Operations(IGrainFactory grains) => grains.GetGrain<IOperationsGrain>(0);

    /// <summary>Null: no event can carry that id, so no grain is woken for it.</summary>
    private static ICustomerGrain? Customer(IGrainFactory grains, string id)
    {
        // Routing leaves an encoded slash as it is, since it would otherwise split the path.
        var name = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return string.IsNullOrWhiteSpace(name) || name.Length > EventLimits.CustomerIdLengthMax ? null : grains.GetGrain<ICustomerGrain>(name);
    }

    private static IResult? Problem(long before, int count) => before < 0 || count is < 1 or > PageMax
        ? Refused(400, $"'before' is 0 (from the newest) or the number to go on from, 'count' is 1 to {PageMax}.")
        : null;

    private static IResult NoCustomerId() => Refused(400, $"A customer id has 1 to {EventLimits.CustomerIdLengthMax} characters.");

    private static IResult Refused(int status, string reason) => Results.Json(new Refusal(reason), statusCode: status);
}
