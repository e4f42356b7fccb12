namespace JourneyGrains.Grains.Catalogue;

/// <summary>Puts definitions in force before the silo serves: its own files where it is alone, else the cluster's.</summary>
internal sealed class CatalogueStart(DefinitionCatalogue catalogue, IClusterMembershipService membership, ILocalSiloDetails details)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(CatalogueStart), ServiceLifecycleStage.ApplicationServices, _ => catalogue.StartAsync(IsAlone()));

    private bool IsAlone() => membership.CurrentSnapshot.Members.Values
        .All(member => member.Status != SiloStatus.Active || member.SiloAddress.Equals(details.SiloAddress));
}
