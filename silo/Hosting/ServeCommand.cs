using JourneyGrains.Grains.Catalogue;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Runs a silo until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = SiloHost.Build(args);
            FreePorts.Check(SiloSettings.Of(app.Configuration));
            await app.StartAsync();
            await TellAsync(app);
            await app.WaitForShutdownAsync();
            return SiloCommand.Done;
        }
        catch (Exception error) when (StartProblems.Explain(error) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return SiloCommand.CouldNotStart;
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
