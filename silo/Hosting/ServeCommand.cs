using JourneyGrains.Delivery;
using JourneyGrains.Grains.Catalogue;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Runs a silo until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (ServeArguments.Problem(args) is { } wrong)
        {
            await Console.Error.WriteLineAsync(wrong);
            return SiloCommand.NotUnderstood;
        }

        try
        {
            var app = SiloHost.Build(args);
            var settings = SiloSettings.Of(app.Configuration);
            await StartAsync(app, settings);
            await TellAsync(app);
            if (await Leaving.WaitAsync(app, settings.DrainFor) is { } cutShort)
            {
                await Console.Error.WriteLineAsync($"{cutShort} What it had not ended goes on elsewhere, or here at the next start; nothing is lost.");
            }

            return SiloCommand.Done;
        }
        catch (Exception error) when (StartProblems.Explain(error) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return SiloCommand.CouldNotStart;
        }
    }

    private static async Task StartAsync(WebApplication app, SiloSettings settings)
    {
        try
        {
            await SiloStart.StartAsync(app, () => Console.Out.WriteLine($"The silo starts on {Store(settings)}."));
        }
        catch
        {
            // What was logged is written out by then.
            await app.DisposeAsync();
            throw;
        }
    }

    private static async Task TellAsync(WebApplication app)
    {
        var settings = SiloSettings.Of(app.Configuration);
        var definitions = app.Services.GetRequiredService<DefinitionCatalogue>().Current;
        var delivery = app.Services.GetRequiredService<IOptions<DeliveryOptions>>().Value;
        var routes = definitions.Brand.Channels.Select(channel => $"{channel.Name} -> {delivery.RouteOf(channel.Name)}");
        await Console.Out.WriteLineAsync(
            $"""
            The silo is ready; Ctrl+C ends it.
              store       {Store(settings)}
              definitions {Path.GetFullPath(settings.Definitions)} ({definitions.Journeys.Length} journeys, version {definitions.Digest[..12]})
              channels    {string.Join($"{Environment.NewLine}              ", routes)}
              calls       {Calls(delivery)}
              clients     {settings.AdvertisedAddress}:{settings.GatewayPort}
              console     http://localhost:{settings.HttpPort}/console
              dashboard   http://localhost:{settings.HttpPort}/dashboard
            """);
    }

    private static string Store(SiloSettings settings) => settings.Storage == SiloStorage.Postgres ? "PostgreSQL" : Path.GetFullPath(settings.Database);

    private static string Calls(DeliveryOptions delivery) =>
        delivery.Calls.Hosts.Count == 0 ? "no host is allowed" : string.Join(", ", delivery.Calls.Hosts.Values.Select(host => host.Url));
}
