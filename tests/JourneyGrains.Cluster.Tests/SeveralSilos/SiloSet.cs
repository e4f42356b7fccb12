namespace JourneyGrains.Cluster.Tests.SeveralSilos;

/// <summary>Silo processes on one database of their own, ended with the test.</summary>
internal sealed class SiloSet : IDisposable
{
    private readonly PostgresServer server = new();
    private readonly List<SiloProcess> started = [];

    public TemporaryFolder Folder { get; } = new();

    public string Database => server.ConnectionString;

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    public void Need() => Skip.If(server.Missing is not null, server.Missing);

    public async Task<SiloProcess> JoinAsync(params (string Name, string Value)[] settings)
    {
        var silo = await SiloProcess.StartAsync(Folder.Path, Database, settings);
        started.Add(silo);
        return silo;
    }

    public Task<ClusterConnection> ConnectAsync(params (string Key, string Value)[] settings) => ClusterConnection.ToAsync(Database, settings);

    /// <summary>The ids of the messages that are out, by the names of their files.</summary>
    public IEnumerable<string> Outbox() => Directory.Exists(Folder.File("outbox"))
        ? Directory.GetFiles(Folder.File("outbox"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".eml" or ".json").Select(path => Path.GetFileNameWithoutExtension(path)!)
        : [];

    public void Dispose()
    {
        started.ForEach(silo => silo.Dispose());
        server.Dispose();
        Folder.Dispose();
    }
}
