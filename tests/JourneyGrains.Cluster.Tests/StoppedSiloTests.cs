using System.Diagnostics;
using System.Globalization;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Cluster.Tests;

/// <summary>What a silo says that is told to stop.</summary>
public sealed class StoppedSiloTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_silo_that_stops_in_order_warns_of_nothing()
    {
        var said = await StopAsync();

        Assert.Equal(["The silo is", "The silo starts", "info"], Kinds(said));
    }

    [Fact]
    public async Task A_silo_that_is_cut_short_says_by_what()
    {
        var said = await StopAsync("--JourneyGrains:DrainFor=1ms");

        Assert.Contains(said, line => line.StartsWith("The silo was not done within 0 s (JourneyGrains:DrainFor). ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_silo_on_a_folder_without_definitions_warns_of_it()
    {
        folder.Write("definitions/notes.md", "Buy milk.");

        var said = await StopAsync($"--JourneyGrains:Definitions={folder.File("definitions")}");

        Assert.Contains("warn", Kinds(said));
        Assert.Contains(
            said,
            line => line.Trim() == $"There are no definitions in '{folder.File("definitions")}'; they are files like NAME.journey.yaml.");
    }

    /// <summary>Of the lines that do not belong to the one above.</summary>
    private static IEnumerable<string> Kinds(IEnumerable<string> said) => said.Where(line => !line.StartsWith(' '))
        .Select(line => line.StartsWith("The silo is ready", StringComparison.Ordinal) ? "The silo is" : line.Split(" on ")[0].Split(":")[0])
        .Distinct().Order(StringComparer.Ordinal);

    /// <summary>What it said on either stream; it ended with 0.</summary>
    private async Task<List<string>> StopAsync(params string[] settings)
    {
        var ports = LoopbackPorts.Take(3).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                typeof(SiloHost).Assembly.Location, "serve", $"--JourneyGrains:HttpPort={ports[0]}", $"--JourneyGrains:SiloPort={ports[1]}",
                $"--JourneyGrains:GatewayPort={ports[2]}", $"--JourneyGrains:Database={folder.File("store.db")}",
                $"--JourneyGrains:Delivery:OutboxFolder={folder.File("outbox")}", .. settings,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.TrimStart().StartsWith("dashboard ", StringComparison.Ordinal))
            {
                using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            }
        }

        await process.WaitForExitAsync();
        said.AddRange((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(process.ExitCode == 0, string.Join('\n', said));
        return said;
    }
}
