using JourneyGrains.Definitions;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>
/// Puts definitions in force before the silo serves: its own files where it is alone, else the cluster's. Says what of its files will not do here what
/// it says.
/// </summary>
internal sealed partial class CatalogueStart(
    DefinitionCatalogue catalogue, AllowedCalls calls, IClusterMembershipService membership, ILocalSiloDetails details, ILogger<CatalogueStart> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(CatalogueStart), ServiceLifecycleStage.ApplicationServices, async _ =>
    {
        await catalogue.StartAsync(IsAlone());
        if (DefinitionNotes.Empty(catalogue.Folder, catalogue.Own) is { } empty)
        {
            LogNote(logger, empty);
        }

        foreach (var note in calls.Notes(catalogue.Own))
        {
            LogNote(logger, note);
        }
    });

    private bool IsAlone() => membership.CurrentSnapshot.Members.Values
        .All(member => member.Status != SiloStatus.Active || member.SiloAddress.Equals(details.SiloAddress));

    [LoggerMessage(24, LogLevel.Warning, "{Note}")]
    private static partial void LogNote(ILogger logger, string note);
}
