using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Cluster.Tests;

/// <summary>A wave over an audience: at its rate, held and let go on, once for each customer.</summary>
public sealed class WaveTests : IAsyncLifetime, IDisposable
{
    private const int Customers = 120;
    private readonly TemporaryFolder folder = new();
    private RunningSilo silo = null!;

    public async Task InitializeAsync()
    {
        silo = await StartAsync();
        foreach (var number in Enumerable.Range(0, Customers))
        {
            CustomerEvent[] events = number % 3 == 0
                ? [Events.Identified($"w-{number}"), Events.Order($"w-{number}", $"o-{number}", 5)]
                : [Events.Identified($"w-{number}")];
            await silo.Append(events);
        }

        await Eventually.Get(silo.Operations.Status, status => status.Consumed == status.Appended && status.Outbox == 0, "all are known");
    }

    public async Task DisposeAsync() => await silo.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_wave_reaches_everyone_once_and_sends_to_the_audience()
    {
        var done = await silo.LaunchToTheEndAsync("all");
        Assert.Equal((Customers, Customers * 2 / 3), ((int)done.Offered, (int)done.Sent));
        var again = await silo.LaunchToTheEndAsync("all");
        Assert.Equal((done.Offered, done.Sent), (again.Offered, again.Sent));
        await AssertOnceForEach();
    }

    [Fact]
    public async Task Who_is_forgotten_or_new_after_a_wave_changes_nothing_of_what_it_reached()
    {
        await silo.Customer("w-0").Forget("forget-0");
        var done = await silo.LaunchToTheEndAsync("all");
        Assert.Equal((Customers - 1, Customers - 1), ((int)done.Offered, (int)done.Customers));

        await silo.Customer("w-1").Forget("forget-1");
        await silo.Append(Events.Identified("w-new-1"), Events.Identified("w-new-2"), Events.Identified("w-new-3"));
        await Eventually.Get(silo.Operations.Status, status => status.Consumed == status.Appended, "they are known");

        var later = await silo.Grains.GetGrain<ICampaignGrain>("all").Status();
        Assert.Equal((Customers - 1, Customers - 1), ((int)later.Offered, (int)later.Customers));
    }

    [Fact]
    public async Task A_paused_wave_stands_still_over_a_restart_and_goes_on_when_resumed()
    {
        var campaign = silo.Grains.GetGrain<ICampaignGrain>("all");
        await campaign.Launch(null);
        Assert.Equal("paused", (await campaign.Pause()).State);
        await silo.DisposeAsync();

        silo = await StartAsync();
        campaign = silo.Grains.GetGrain<ICampaignGrain>("all");
        var paused = await campaign.Status();
        Assert.Equal("paused", paused.State);
        Assert.True(paused.Offered < Customers, "The wave was over before it was paused: the test shows nothing.");
        Assert.Null((await campaign.Resume()).Problem);
        var done = await Eventually.Get(campaign.Status, status => status.State == "done", "the wave is done");
        Assert.Equal((Customers, Customers * 2 / 3), ((int)done.Offered, (int)done.Sent));
        await AssertOnceForEach();
    }

    [Fact]
    public async Task A_running_wave_goes_on_by_itself_after_a_restart()
    {
        await silo.Grains.GetGrain<ICampaignGrain>("all").Launch(null);
        await silo.DisposeAsync();
        silo = await StartAsync();
        var campaign = silo.Grains.GetGrain<ICampaignGrain>("all");
        var done = await Eventually.Get(campaign.Status, status => status.State == "done", "the wave is done");
        Assert.Equal((Customers, Customers * 2 / 3), ((int)done.Offered, (int)done.Sent));
        await AssertOnceForEach();
    }

    [Fact]
    public async Task What_cannot_be_launched_says_why()
    {
        Assert.Contains("There is no campaign 'none'", (await silo.Grains.GetGrain<ICampaignGrain>("none").Launch(null)).Problem, StringComparison.Ordinal);
        var campaign = silo.Grains.GetGrain<ICampaignGrain>("all");
        Assert.Contains("has no wave 'second'", (await campaign.Launch("second")).Problem, StringComparison.Ordinal);
        Assert.Contains("is not launched, not running", (await campaign.Pause()).Problem, StringComparison.Ordinal);
    }

    private async Task AssertOnceForEach()
    {
        var status = await Eventually.Get(silo.Operations.Status, status => status.Outbox == 0, "all is handed over");
        Assert.Equal(Customers * 2 / 3, status.Totals[$"all/first/{LineKind.Sent}"]);
        Assert.Equal(Customers * 2 / 3, status.Totals[$"all/first/{LineKind.HandedOver}"]);
        Assert.Equal(Customers - (Customers * 2 / 3), status.Totals[$"all/first/{LineKind.NotInAudience}"]);
    }

    private Task<RunningSilo> StartAsync() => RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder));
}
