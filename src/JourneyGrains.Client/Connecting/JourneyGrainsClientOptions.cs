namespace JourneyGrains.Client.Connecting;

/// <summary>How to reach the cluster: the section <see cref="Section"/> of the configuration.</summary>
public sealed class JourneyGrainsClientOptions
{
    public const string Section = "JourneyGrains:Client";

    private const string DevelopmentName = "dev";

    /// <summary>Gateways as host:port. Default: none named, which is the silo of this machine at port 30000.</summary>
    public IList<string> Gateways { get; } = [];

    /// <summary>
    /// Instead of gateways: the database in which the silos of a cluster on PostgreSQL write down who they are, as a connection string.
    /// The account needs to read only the schema journeygrains_cluster. A secret; it is never shown. Default: none.
    /// </summary>
    public string Membership { get; set; } = "";

    /// <summary>
    /// How soon a silo that joined is used, and one that failed is tried again. A connection that breaks is left at once. Default: 5 s.
    /// </summary>
    public TimeSpan GatewaysEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Default: "dev", as an embedded silo has it.</summary>
    public string ClusterId { get; set; } = DevelopmentName;

    /// <summary>Default: "dev".</summary>
    public string ServiceId { get; set; } = DevelopmentName;

    /// <summary>How long the first connection is tried. Default: 30 s, so that a service may start before its cluster.</summary>
    public TimeSpan ConnectFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Partitions of the store. Default: 0, which asks the cluster. A wrong number would break the order of a customer's events.</summary>
    public int Partitions { get; set; }

    /// <summary>The gateways named, or this machine's.</summary>
    public IEnumerable<string> GatewaysOrLocal => Gateways.Count > 0 ? Gateways : ["127.0.0.1:30000"];
}
