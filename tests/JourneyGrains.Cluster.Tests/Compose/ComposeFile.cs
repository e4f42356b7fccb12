using JourneyGrains.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace JourneyGrains.Cluster.Tests.Compose;

/// <summary>docker-compose.yml as Compose reads it: anchors merged, defaults of variables put in.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object> root;

    private ComposeFile(Dictionary<object, object> root) => this.root = root;

    /// <summary>The services by name.</summary>
    public IReadOnlyDictionary<string, Service> Services => Map(root["services"])
        .ToDictionary(pair => (string)pair.Key, pair => new Service((string)pair.Key, Map(pair.Value)), StringComparer.Ordinal);

    public IEnumerable<Service> Silos => Services.Values.Where(service => service.Name.StartsWith("silo", StringComparison.Ordinal));

    public IEnumerable<string> Volumes => Map(root["volumes"]).Keys.Cast<string>();

    public static ComposeFile Read(string path)
    {
        var parser = new MergingParser(new Parser(new StringReader(File.ReadAllText(path))));
        return new(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(parser));
    }

    private static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;

    private static string Text(object node) => node.ToString()!.Replace("${POSTGRES_PASSWORD:-journeygrains}", "journeygrains", StringComparison.Ordinal);

    /// <summary>One service.</summary>
    public sealed class Service(string name, Dictionary<object, object> node)
    {
        public string Name => name;

        public string Image => Text(node["image"]);

        public string? Hostname => node.TryGetValue("hostname", out var host) ? Text(host) : null;

        public TimeSpan StopGracePeriod => TimeSpan.FromSeconds(int.Parse(Text(node["stop_grace_period"]).TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture));

        public IReadOnlyDictionary<string, string> Environment =>
            Map(node["environment"]).ToDictionary(pair => (string)pair.Key, pair => Text(pair.Value), StringComparer.Ordinal);

        /// <summary>The words of the health check's command.</summary>
        public string[] HealthCheck => Texts(Map(node["healthcheck"])["test"]);

        /// <summary>As (address on the host, port on the host, port in the container).</summary>
        public (string Address, int Host, int Container)[] Ports => [.. Texts(node["ports"]).Select(text => text.Split(':')).Select(parts => (
            parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture)))];

        /// <summary>As (source, path in the container).</summary>
        public (string Source, string Path)[] Mounts => [.. Texts(node["volumes"]).Select(text => text.Split(':')).Select(parts => (parts[0], parts[1]))];

        /// <summary>The configuration that a silo makes of its environment.</summary>
        public IConfiguration Configuration => new ConfigurationBuilder().AddInMemoryCollection(Environment.Select(pair =>
            KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value))).Build();

        public SiloSettings Settings => SiloSettings.Of(Configuration);

        private static string[] Texts(object list) => [.. ((List<object>)list).Select(Text)];
    }
}
