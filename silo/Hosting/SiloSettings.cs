using JourneyGrains.Client.Connecting;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Settings of a silo: section JourneyGrains of appsettings.json, environment variables JourneyGrains__NAME, or --JourneyGrains:NAME.</summary>
public sealed class SiloSettings
{
    public const string Section = "JourneyGrains";

    private const string Loopback = "127.0.0.1";
    private static readonly TimeSpan DrainMax = TimeSpan.FromDays(1);

    /// <summary>The settings of a configuration, with the defaults for what it does not say.</summary>
    public static SiloSettings Of(IConfiguration configuration) => configuration.GetSection(Section).Get<SiloSettings>() ?? new SiloSettings();

    /// <summary>What keeps customers, log and documents: an embedded file for one silo, or PostgreSQL for a cluster. Default: Sqlite.</summary>
    public SiloStorage Storage { get; set; } = SiloStorage.Sqlite;

    /// <summary>For PostgreSQL, as Npgsql reads it: Host=...;Database=...;Username=...;Password=... A secret; it is never shown.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The embedded file; made when it is missing. Default: data/journeygrains.db under the working directory.</summary>
    public string Database { get; set; } = Path.Combine("data", "journeygrains.db");

    /// <summary>Partitions of the log and the customers; fixed when the store is made. Default: 16.</summary>
    public int Partitions { get; set; } = StreamNames.PartitionsDefault;

    /// <summary>The folder of journeys, templates, programme and campaigns. Default: the samples beside the programme.</summary>
    public string Definitions { get; set; } = Path.Combine(AppContext.BaseDirectory, "journeys");

    /// <summary>Orleans' port between silos. Default: 11111.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Orleans' port for clients. Default: 30000.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>
    /// For a cluster: the address or host name under which the other silos and the clients reach this one. Default: 127.0.0.1, silos on one machine.
    /// </summary>
    public string AdvertisedAddress { get; set; } = Loopback;

    /// <summary>
    /// For a cluster: lets the ports for silos and clients listen on all addresses of the machine, not only on the advertised one, as a
    /// container needs it. They have no log-in of their own: keep them within your network. Default: false.
    /// </summary>
    public bool SiloOpen { get; set; }

    /// <summary>Silos of one cluster have the same; two clusters on one database have different ones, and each its own store. Default: dev.</summary>
    public string ClusterId { get; set; } = "dev";

    /// <summary>Default: dev.</summary>
    public string ServiceId { get; set; } = "dev";

    /// <summary>
    /// How long a silo that is told to stop may take to end what it has begun and hand over the rest. What is not done by then is cut short, is
    /// not lost, and goes on elsewhere. Give whoever stops it (docker stop, systemd) some seconds more. Default: 30 s.
    /// </summary>
    public TimeSpan DrainFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The port of dashboard and health endpoints, on loopback. Default: 5080.</summary>
    public int HttpPort { get; set; } = 5080;

    /// <summary>
    /// Lets other machines reach dashboard and health endpoints. They show customers' data and have no log-in of their own: put an
    /// authenticating proxy before them. Default: false.
    /// </summary>
    public bool HttpOpen { get; set; }

    /// <summary>
    /// Hands the trace of a call on from grain to grain, as Orleans' activities, for a listener such as an OpenTelemetry exporter. These name
    /// the grain that is called, so customers' ids too; and they cost each call a little even where nobody listens. Default: false.
    /// </summary>
    public bool Tracing { get; set; }

    /// <summary>What is beyond its bounds: the setting, what it is, and what is allowed.</summary>
    internal IEnumerable<string> Problems()
    {
        (string Name, int Port)[] ports = [(nameof(HttpPort), HttpPort), (nameof(SiloPort), SiloPort), (nameof(GatewayPort), GatewayPort)];
        foreach (var (name, port) in ports.Where(one => one.Port is < 1 or > ushort.MaxValue))
        {
            yield return $"{Section}:{name} is {port}; a port is from 1 to {ushort.MaxValue}.";
        }

        foreach (var same in ports.GroupBy(one => one.Port).Where(same => same.Count() > 1))
        {
            yield return $"{string.Join(" and ", same.Select(one => $"{Section}:{one.Name}"))} are the same port, {same.Key}; give each its own.";
        }

        (string Name, string Value)[] names = [(nameof(ClusterId), ClusterId), (nameof(ServiceId), ServiceId)];
        foreach (var (name, _) in names.Where(one => string.IsNullOrWhiteSpace(one.Value)))
        {
            yield return $"{Section}:{name} is empty; give a name, the same for all silos of a cluster and for its clients, like dev.";
        }

        if (DrainFor > DrainMax)
        {
            yield return $"{Section}:DrainFor is {Durations.Format(DrainFor)}; it is to be at most {DrainMax.TotalHours}h.";
        }
    }

    /// <summary>What is wrong with the settings of the store, which only a silo that starts needs.</summary>
    internal IEnumerable<string> StoreProblems()
    {
        if (Partitions is < 1 or > StreamNames.PartitionsMax)
        {
            yield return $"{Section}:Partitions is {Partitions}; it is to be from 1 to {StreamNames.PartitionsMax}.";
        }

        if (Storage == SiloStorage.Sqlite && string.IsNullOrWhiteSpace(Database))
        {
            yield return $"{Section}:Database is empty; name the file of the store, like data/journeygrains.db.";
        }

        if (Storage == SiloStorage.Postgres && string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return $"{Section}:ConnectionString is empty; {Section}:Storage=Postgres needs one like {PostgresAddress.Form}";
        }
        else if (Storage == SiloStorage.Postgres && PostgresAddress.Problem(ConnectionString) is { } problem)
        {
            yield return $"{Section}:ConnectionString {problem}";
        }
    }
}
