using JourneyGrains.Grains.Catalogue;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Runs a silo until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var app = SiloHost.Build(args);
            var settings = SiloSettings.Of(app.Configuration);
            await StartAsync(app);
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

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await SiloStart.StartAsync(app);
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
        await Console.Out.WriteLineAsync(
            $"""
            The silo is ready; Ctrl+C ends it.
              store       {(settings.Storage == SiloStorage.Postgres ? "PostgreSQL" : Path.GetFullPath(settings.Database))}
              definitions {Path.GetFullPath(settings.Definitions)} ({definitions.Journeys.Length} journeys, version {definitions.Digest[..12]})
              clients     {settings.AdvertisedAddress}:{settings.GatewayPort}
              console     http://localhost:{settings.HttpPort}/console
              dashboard   http://localhost:{settings.HttpPort}/dashboard
            """);
    }
}
