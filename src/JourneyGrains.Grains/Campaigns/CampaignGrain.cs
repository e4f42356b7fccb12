using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Core.Campaigns;
using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Grains.Documents;
using JourneyGrains.Grains.Partitions;
using JourneyGrains.Storage;

namespace JourneyGrains.Grains.Campaigns;

/// <summary>Gives each partition its share of a wave, and adds up how far they are.</summary>
internal sealed class CampaignGrain(IDocumentStore documents, ICustomerStore customers, DefinitionCatalogue catalogue, PartitionTime time, TimeProvider clock)
    : Grain, ICampaignGrain
{
    private Document<CampaignRecord> record = null!;

    private string Name => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        record = new(documents, "campaign", Name);
        await record.LoadAsync(cancellationToken);
        if (record.Value is { State: CampaignRecord.Running } running)
        {
            await StartWaves(running);
        }
    }

    public async Task<CampaignStatus> Launch(string? wave)
    {
        if (Find(wave) is not { } found)
        {
            return await Problem(catalogue.Current.Campaign(Name) is { } known
                ? $"The campaign '{Name}' has no wave '{wave}'; it has: {string.Join(", ", known.Waves.Select(each => each.Name))}."
                : Unknown());
        }

        if (record.Value is { State: not CampaignRecord.Done } open && open.Wave != found.Name)
        {
            return await Problem($"The wave '{open.Wave}' of '{Name}' is {open.State}; a further wave can be launched when it is done.");
        }

        if (record.Value?.Wave != found.Name)
        {
            await Save(new(found.Name, CampaignRecord.Running, clock.GetUtcNow(), await LogTime()));
        }

        return record.Value!.State == CampaignRecord.Paused ? await Resume() : await StartAndReport(record.Value);
    }

    public Task<CampaignStatus> Pause() => Move(CampaignRecord.Running, CampaignRecord.Paused, wave => wave.Pause());

    public Task<CampaignStatus> Resume() => Move(CampaignRecord.Paused, CampaignRecord.Running, wave => wave.Resume());

    public async Task<CampaignStatus> Status()
    {
        var total = (await customers.CountAsync(DateTimeOffset.MinValue, CancellationToken.None)).Customers;
        if (record.Value is not { } launched)
        {
            var problem = catalogue.Current.Campaign(Name) is null ? Unknown() : null;
            return new(Name, null, "not launched", 0, 0, total, null, problem);
        }

        var parts = await Look(launched);
        var offered = parts.Sum(part => part.Offered);
        return new(
            Name, launched.Wave, record.Value!.State, offered, parts.Sum(part => part.Sent), Reached(record.Value.State, offered, total), launched.LaunchedAt)
        {
            Entered = parts.Sum(part => part.Entered),
        };
    }

    /// <summary>
    /// Whom the wave reaches in all. It went by who was known and not forgotten when it came to them: who is forgotten afterwards was reached all the
    /// same, and who becomes known when it is done is not one it missed.
    /// </summary>
    private static long Reached(string state, long offered, long total) => state == CampaignRecord.Done ? offered : Math.Max(offered, total);

    public async Task Keep()
    {
        if (record.Value is { State: CampaignRecord.Running } running && (await Look(running)).Any(part => part.State == WaveGrain.NotLaunched))
        {
            // The silo died between the record of the launch and the start of its waves.
            await StartWaves(running);
        }
    }

    /// <summary>How far each partition is; a wave whose silo died goes on by being asked. When all are done, the campaign is.</summary>
    private async Task<WaveProgress[]> Look(CampaignRecord launched)
    {
        var parts = await Task.WhenAll(Waves(launched).Select(wave => wave.Progress()));
        if (launched.State == CampaignRecord.Running && parts.All(part => part.Done))
        {
            await Save(launched with { State = CampaignRecord.Done });
        }

        return parts;
    }

    private async Task Save(CampaignRecord next)
    {
        try
        {
            await record.SaveAsync(next);
        }
        catch (StoreConflictException)
        {
            // The campaign lives elsewhere too, and has moved on there: what is in memory here is stale.
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task<CampaignStatus> StartAndReport(CampaignRecord launched)
    {
        if (launched.State == CampaignRecord.Running)
        {
            await StartWaves(launched);
        }

        return await Status();
    }

    private async Task<CampaignStatus> Move(string from, string to, Func<IWaveGrain, Task> tell)
    {
        if (record.Value is not { } launched || launched.State != from)
        {
            return await Problem(catalogue.Current.Campaign(Name) is null
                ? Unknown()
                : $"The campaign '{Name}' is {record.Value?.State ?? "not launched"}, not {from}.");
        }

        await Save(launched with { State = to });
        await Task.WhenAll(Waves(launched).Select(tell));
        return await Status();
    }

    private Task StartWaves(CampaignRecord launched)
    {
        var rate = Find(launched.Wave)?.RatePerSecond ?? 0;
        var order = new WaveOrder(rate / (double)time.Partitions, launched.Now);
        return Task.WhenAll(Waves(launched).Select(wave => wave.Start(order)));
    }

    private IEnumerable<IWaveGrain> Waves(CampaignRecord launched) => Enumerable.Range(0, time.Partitions)
        .Select(partition => GrainFactory.GetGrain<IWaveGrain>(partition, $"{Name}/{launched.Wave}"));

    /// <summary>In a store whose time follows the log a wave reaches everyone at one moment: the latest the log has reached.</summary>
    private async Task<DateTimeOffset?> LogTime()
    {
        await time.LearnAsync();
        if (!time.FollowsLog)
        {
            return null;
        }

        var times = await Task.WhenAll(Enumerable.Range(0, time.Partitions).Select(partition => time.WatermarkAsync(partition, CancellationToken.None)));
        return times.Max();
    }

    private Wave? Find(string? wave) =>
        catalogue.Current.Campaign(Name)?.Waves.FirstOrDefault(known => wave is null || known.Name == wave);

    private string Unknown() =>
        $"There is no campaign '{Name}'; there are: {string.Join(", ", catalogue.Current.Campaigns.Select(each => each.Name))}.";

    private async Task<CampaignStatus> Problem(string problem) => await Status() with { Problem = problem };
}
