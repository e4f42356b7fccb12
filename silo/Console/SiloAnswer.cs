using JourneyGrains.Contracts.Operations;
using Orleans.Runtime;

namespace JourneyGrains.Silo.OperatorConsole;

/// <summary>A silo of the cluster, as its membership knows it.</summary>
/// <param name="Address">Where it listens for other silos: 10.0.0.7:11111.</param>
/// <param name="Status">In Orleans' words: Joining, Active, ShuttingDown, Stopping, Dead.</param>
/// <param name="Since">When it started.</param>
/// <param name="Activations">Grains in its memory; null: it does not say.</param>
/// <param name="Definitions">The digest of the definitions it has in force; null: it does not say.</param>
internal sealed record SiloAnswer(string Address, string Status, DateTimeOffset Since, int? Activations, string? Definitions)
{
    // The membership keeps the dead for days: told are those that an operator may still ask about.
    private static readonly TimeSpan DeadToldFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    /// <summary>The silos of the cluster, and those that died in the last hour.</summary>
    public static async Task<SiloAnswer[]> ReadAsync(IGrainFactory grains, TimeProvider clock)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var members = await management.GetDetailedHosts();
        var views = grains.GetGrain<IOperationsGrain>(0).Silos();
        var counts = await Task.WhenAll(members.Where(IsActive).Select(async member => (member.SiloAddress, Count: await CountAsync(management, member.SiloAddress))));
        return Of(members, counts.ToDictionary(one => one.SiloAddress, one => one.Count), await views, clock.GetUtcNow());
    }

    /// <param name="activations">By silo, of those that serve.</param>
    /// <param name="views">Of those that serve.</param>
    public static SiloAnswer[] Of(
        IEnumerable<MembershipEntry> members, IReadOnlyDictionary<SiloAddress, int?> activations, IReadOnlyCollection<SiloView> views, DateTimeOffset now) =>
    [
        .. members.Where(member => member.Status != SiloStatus.Dead || Utc(member.IAmAliveTime) > now - DeadToldFor)
            .OrderBy(member => member.Status == SiloStatus.Dead).ThenBy(NameOf, StringComparer.Ordinal).ThenBy(member => member.StartTime)
            .Select(member => new SiloAnswer(
                NameOf(member),
                member.Status.ToString(),
                Utc(member.StartTime),
                activations.GetValueOrDefault(member.SiloAddress),
                IsActive(member) ? views.FirstOrDefault(view => view.Address == NameOf(member))?.Definitions : null)),
    ];

    private static async Task<int?> CountAsync(IManagementGrain management, SiloAddress silo)
    {
        try
        {
            return (await management.GetRuntimeStatistics([silo]).WaitAsync(AnswerWithin)).FirstOrDefault()?.ActivationCount;
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            // One that has died and is not yet known to have.
            return null;
        }
    }

    private static bool IsActive(MembershipEntry member) => member.Status == SiloStatus.Active;

    private static string NameOf(MembershipEntry member) => member.SiloAddress.Endpoint.ToString();

    private static DateTimeOffset Utc(DateTime moment) => new(DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}
