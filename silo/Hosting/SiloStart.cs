using JourneyGrains.Delivery;
using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Silo.Settings;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Starts a silo that was put together.</summary>
internal static partial class SiloStart
{
    /// <summary>
    /// What an operator can mend (ports, settings, definitions, the store) is looked at before the host starts, which would log a trace of it. The
    /// trace is for who asks for it by the log level Debug.
    /// </summary>
    /// <param name="begin">Called when all of that is in order, before the silo joins and serves; null: nothing is.</param>
    public static async Task StartAsync(WebApplication app, Action? begin = null, CancellationToken cancellation = default)
    {
        try
        {
            var settings = SiloSettings.Of(app.Configuration);
            FreePorts.Check(settings);
            app.Services.GetService<IStartupValidator>()?.Validate();
            StoreFile.Check(settings);

            // Reads the definitions and opens the store.
            var definitions = app.Services.GetRequiredService<DefinitionCatalogue>().Current;
            var delivery = app.Services.GetRequiredService<IOptions<DeliveryOptions>>().Value;
            var notes = ChannelSettings.Notes(delivery, definitions.Brand);
            ChannelSettings.MakeFolders(delivery, definitions.Brand);
            foreach (var note in notes)
            {
                LogNote(app.Logger, note);
            }

            begin?.Invoke();
            await app.StartAsync(cancellation);
        }
        catch (Exception error) when (StartProblems.Explain(error) is not null)
        {
            LogFailed(app.Logger, error);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Note}")]
    private static partial void LogNote(ILogger logger, string note);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The silo could not start.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
