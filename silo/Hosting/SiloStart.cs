using JourneyGrains.Grains.Catalogue;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Starts a silo that was put together.</summary>
internal static partial class SiloStart
{
    /// <summary>
    /// What an operator can mend (ports, settings, definitions, the store) is looked at before the host starts, which would log a trace of it. The
    /// trace is for who asks for it by the log level Debug.
    /// </summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellation = default)
    {
        try
        {
            FreePorts.Check(SiloSettings.Of(app.Configuration));
            app.Services.GetService<IStartupValidator>()?.Validate();

            // Reads the definitions and opens the store.
            app.Services.GetRequiredService<DefinitionCatalogue>();
            await app.StartAsync(cancellation);
        }
        catch (Exception error) when (StartProblems.Explain(error) is not null)
        {
            LogFailed(app.Logger, error);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The silo could not start.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
