using System.Globalization;
using JourneyGrains.Contracts.Operations;
using Orleans.Runtime.Services;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>The catalogues of all silos of the cluster.</summary>
internal sealed class SiloCatalogues(IServiceProvider services, IClusterMembershipService membership, DefinitionCatalogue catalogue)
    : GrainServiceClient<ISiloCatalogue>(services)
{
    private const string ReadAgain = "The files were read again meanwhile. Reload once more.";
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    public static string Name(SiloAddress silo) => silo.Endpoint.ToString();

    public Task<SiloView[]> ViewAsync() => Task.WhenAll(Active().Select(async silo =>
    {
        var (digest, _) = await AskAsync(silo, catalogue => catalogue.Digest());
        return new SiloView(Name(silo), digest);
    }));

    /// <summary>First all read; when all have read the same, it is published and all put it in force. So a mistake on one silo changes none.</summary>
    /// <param name="endRuns">Take away journeys with runs under way; else that is refused: a folder that was copied by half looks the same.</param>
    public async Task<ReloadReport> ReloadAsync(bool endRuns)
    {
        var silos = Active();
        var read = await Task.WhenAll(silos.Select(ReadAsync));
        var versions = read.Select(one => one.Read).Distinct(StringComparer.Ordinal).ToArray();
        if (versions is not [{ } version])
        {
            var different = versions.Count(known => known is not null) > 1;
            return new(false, [.. read.Select(one => different && one.Read is not null
                ? one with { Problems = [.. one.Problems, "The silos read different versions: give all of them the same files."] }
                : one)]);
        }

        var changes = await catalogue.ChangesAsync();
        if (!endRuns && changes.Ending.Length > 0)
        {
            return new(false, read) { Changes = changes, Refusal = Refusal(changes.Ending) };
        }

        if (await catalogue.PublishAsync(version) is not { } edition)
        {
            return new(false, [.. read.Select(one => one with { Problems = [.. one.Problems, ReadAgain] })]);
        }

        var done = await Task.WhenAll(silos.Zip(read, (silo, one) => PutInForceAsync(silo, one, edition)));
        return new(Array.TrueForAll(done, one => one.InForce), done) { Changes = changes };
    }

    private static string Refusal(EndingRuns[] ending) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ending.Sum(journey => journey.Runs):N0} runs would end, of journeys that the files no longer have: "
            + $"{string.Join(", ", ending.Select(journey => string.Create(CultureInfo.InvariantCulture, $"{journey.Journey} ({journey.Runs:N0})")))}.");

    private async Task<SiloReload> ReadAsync(SiloAddress silo)
    {
        var (read, problem) = await AskAsync(silo, catalogue => catalogue.Read());
        return read ?? new(Name(silo), null, false, [problem!]);
    }

    private async Task<SiloReload> PutInForceAsync(SiloAddress silo, SiloReload read, int edition)
    {
        var (took, problem) = await AskAsync<object>(silo, async catalogue => await catalogue.PutInForce(edition));
        return took is true
            ? read with { InForce = true, Problems = [] }
            : read with { InForce = false, Problems = [problem ?? ReadAgain] };
    }

    private async Task<(T? Answer, string? Problem)> AskAsync<T>(SiloAddress silo, Func<ISiloCatalogue, Task<T>> ask)
        where T : class
    {
        try
        {
            return (await ask(GetGrainService(silo)).WaitAsync(AnswerWithin), null);
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            return (null, $"The silo did not answer ({error.GetType().Name}).");
        }
    }

    private List<SiloAddress> Active() =>
    [
        .. membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active)
            .Select(member => member.SiloAddress).OrderBy(Name, StringComparer.Ordinal),
    ];
}
