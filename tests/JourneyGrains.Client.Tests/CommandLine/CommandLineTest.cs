using System.Text;
using System.Text.Json;
using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.CommandLine;
using JourneyGrains.CommandLine.Terminals;

namespace JourneyGrains.Client.Tests.CommandLine;

/// <summary>What a command wrote and ended with.</summary>
public sealed record Ended(int Code, string Out, string Error)
{
    /// <summary>Standard output as one JSON object a line.</summary>
    public JsonElement[] Json => [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}

/// <summary>Runs commands in the process of the test, as a script would: no person at the terminal, and no line of progress however long it takes.</summary>
public static class CommandLineOf
{
    public static async Task<Ended> RunAsync(string[] arguments, string input = "")
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var terminal = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error) { Time = new SkippingTime() };
        var code = await JourneyGrainsCommand.RunAsync(arguments, terminal);
        return new(code, output.ToString(), error.ToString());
    }
}

/// <summary>A test that runs commands against the silo.</summary>
[Collection(FakeClusterCollection.Name)]
public abstract class CommandLineTest : IDisposable
{
    protected CommandLineTest(FakeCluster cluster)
    {
        Cluster = cluster;
        cluster.Reset();
        Folder = Directory.CreateTempSubdirectory("journeygrains-tests-").FullName;
    }

    protected FakeCluster Cluster { get; }

    protected string Folder { get; }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected Task<Ended> Run(params string[] arguments) => CommandLineOf.RunAsync([.. arguments, "--gateway", Cluster.Gateway]);

    protected Task<Ended> RunWith(string input, params string[] arguments) => CommandLineOf.RunAsync([.. arguments, "--gateway", Cluster.Gateway], input);

    protected string Write(string name, params string[] lines)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return path;
    }
}
