using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Client.Replaying;
using JourneyGrains.Contracts.Operations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace JourneyGrains.Cluster.Tests.SeveralSilos;

/// <summary>A client of its own, which finds the cluster through the membership tables and stays when silos go.</summary>
internal sealed class ClusterConnection : IAsyncDisposable
{
    private readonly IHost host;

    private ClusterConnection(IHost host) => this.host = host;

    public IJourneyGrains Journeys => host.Services.GetRequiredService<IJourneyGrains>();

    public IOperationsGrain Operations => Journeys.Operations;

    public ILogReplayer Replayer => host.Services.GetRequiredService<ILogReplayer>();

    public IEventPublisher Publisher => host.Services.GetRequiredService<IEventPublisher>();

    public static Task<ClusterConnection> ToAsync(string database, params (string Key, string Value)[] settings) => WithAsync(
        [("JourneyGrains:Client:Membership", database), ("JourneyGrains:Client:GatewaysEvery", "00:00:01"), .. settings]);

    /// <summary>To one silo, by its address.</summary>
    public static Task<ClusterConnection> ToGatewayAsync(string gateway) => WithAsync([("JourneyGrains:Client:Gateways:0", gateway)]);

    public async ValueTask DisposeAsync()
    {
        await Publisher.DisposeAsync();
        await host.StopAsync();
        host.Dispose();
    }

    private static async Task<ClusterConnection> WithAsync((string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.UseJourneyGrainsClient();
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }
}
