using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Client.Connecting;

/// <summary>How to reach the cluster: the section <see cref="Section"/> of the configuration.</summary>
public sealed class JourneyGrainsClientOptions
{
    public const string Section = "JourneyGrains:Client";

    internal const string EitherProblem = "Give gateways or the database of the membership, not both: one of them would go unused.";

    private const string DevelopmentName = "dev";
    private static readonly TimeSpan GatewaysEveryMax = TimeSpan.FromDays(1);

    /// <summary>Gateways as host:port. Default: none named, which is the silo of this machine at port 30000.</summary>
    public IList<string> Gateways { get; } = [];

    /// <summary>
    /// Instead of gateways: the database in which the silos of a cluster on PostgreSQL write down who they are, as a connection string.
    /// The account needs to read only the schema journeygrains_cluster. A secret; it is never shown. Default: none.
    /// </summary>
    public string Membership { get; set; } = "";

    /// <summary>
    /// How soon a silo that joined is used, and one that failed is tried again. A connection that breaks is left at once. Above 0, at
    /// most 24 h. Default: 5 s.
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

    /// <summary>What is beyond its bounds: the setting, what it is, and what is allowed.</summary>
    internal IEnumerable<string> Problems() => WhereProblems().Concat(PaceProblems());

    private IEnumerable<string> WhereProblems()
    {
        for (var index = 0; index < Gateways.Count; index++)
        {
            if (!GatewayAddress.TryRead(Gateways[index], out _, out _))
            {
                yield return $"{Section}:Gateways:{index} is '{Gateways[index]}'; write {GatewayAddress.Form}.";
            }
        }

        if (Membership.Length > 0 && Gateways.Count > 0)
        {
            yield return $"{Section}: {EitherProblem}";
        }

        if (Membership.Length > 0 && PostgresAddress.Problem(Membership) is { } problem)
        {
            yield return $"{Section}:Membership {problem}";
        }

        (string Name, string Value)[] names = [(nameof(ClusterId), ClusterId), (nameof(ServiceId), ServiceId)];
        foreach (var (name, _) in names.Where(one => string.IsNullOrWhiteSpace(one.Value)))
        {
            yield return $"{Section}:{name} is empty; give the one of the silos, which is {DevelopmentName} unless they are told another.";
        }
    }

    private IEnumerable<string> PaceProblems()
    {
        if (GatewaysEvery <= TimeSpan.Zero || GatewaysEvery > GatewaysEveryMax)
        {
            yield return $"{Section}:GatewaysEvery is {Durations.Format(GatewaysEvery)}; it is to be above 0 and at most {GatewaysEveryMax.TotalHours}h.";
        }

        if (ConnectFor < TimeSpan.Zero)
        {
            yield return $"{Section}:ConnectFor is {Durations.Format(ConnectFor)}; it is not to be negative.";
        }

        if (Partitions is < 0 or > StreamNames.PartitionsMax)
        {
            yield return $"{Section}:Partitions is {Partitions}; it is to be from 0, which asks the cluster, to {StreamNames.PartitionsMax}.";
        }
    }
}
