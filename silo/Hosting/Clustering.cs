using System.Net;
using System.Net.Sockets;
using JourneyGrains.Contracts.Clusters;
using JourneyGrains.Storage.Postgres.Membership;
using Orleans.Configuration;

namespace JourneyGrains.Silo.Hosting;

/// <summary>How a silo finds its cluster: alone on an embedded store, or through the membership tables in the store's database.</summary>
internal static class Clustering
{
    /// <exception cref="ClusterSettingException">The settings contradict each other, or the advertised host is not known.</exception>
    public static void JoinCluster(this ISiloBuilder silo, SiloSettings settings)
    {
        if (settings.Storage == SiloStorage.Postgres)
        {
            JoinOnDatabase(silo, settings);
        }
        else
        {
            BeAlone(silo, settings);
        }

        // Localhost clustering takes the ids "dev" for not given and leaves Orleans' own "default", which no client asks for.
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (settings.ClusterId, settings.ServiceId));
    }

    private static void BeAlone(ISiloBuilder silo, SiloSettings settings)
    {
        if (settings.SiloOpen || !IPAddress.IsLoopback(Resolve(settings.AdvertisedAddress)))
        {
            throw new ClusterSettingException(
                "JourneyGrains:AdvertisedAddress and JourneyGrains:SiloOpen are for a cluster; the embedded store serves one silo, on this "
                + "machine. Leave them out, or set JourneyGrains:Storage to Postgres.");
        }

        silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, serviceId: settings.ServiceId, clusterId: settings.ClusterId);
    }

    private static void JoinOnDatabase(ISiloBuilder silo, SiloSettings settings)
    {
        silo.ConfigureEndpoints(Resolve(settings.AdvertisedAddress), settings.SiloPort, settings.GatewayPort, settings.SiloOpen);
        silo.UseAdoNetClustering(options =>
            (options.Invariant, options.ConnectionString) = (ClusterMembership.Driver, ClusterMembership.ConnectionTo(settings.ConnectionString)));
        silo.Configure<ClusterMembershipOptions>(SetPace);
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Tables(settings.ConnectionString));
    }

    /// <summary>
    /// A silo that does not answer is declared dead after three probes of a second, by two others (or the one that is left): in 3 to 5 s.
    /// Shorter, and a busy machine or a long collection of garbage looks like a death; longer, and its customers wait longer for another
    /// silo. Where most of the silos die at once there are not two others: a vote is then worth more as soon as the dead have written no sign of
    /// life for 9 s. Both signs and reads are one short statement for each silo.
    /// </summary>
    private static void SetPace(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(3);
        membership.NumMissedTableIAmAliveLimit = 3;
        membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
        membership.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
        membership.MaxDefunctSiloEntries = 25;
    }

    private static IPAddress Resolve(string host)
    {
        try
        {
            var addresses = Dns.GetHostAddresses(host);
            return Array.Find(addresses, address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        }
        catch (Exception error) when (error is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new ClusterSettingException(
                $"JourneyGrains:AdvertisedAddress is '{host}', which is neither an address nor a host that is known here ({error.Message}).");
        }
    }

    /// <summary>Makes the tables before Orleans looks for them.</summary>
    private sealed class Tables(string connectionString) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle observer) => observer.Subscribe(
            nameof(MembershipTables), ServiceLifecycleStage.First, cancellation => MembershipTables.PrepareAsync(connectionString, cancellation));
    }
}

/// <summary>A setting of the cluster is wrong. The message says which and what to do.</summary>
internal sealed class ClusterSettingException(string message) : Exception(message);
