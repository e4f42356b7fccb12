using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Cluster.Tests;

/// <summary>A silo that cannot start says why in one line, and shows no trace but to who asks for it.</summary>
public sealed class StartProblemTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var said = await StartAsync($"--JourneyGrains:HttpPort={port}");

        Assert.StartsWith($"Port {port} is in use; perhaps another silo runs. Set JourneyGrains__HttpPort", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_away_is_told()
    {
        var said = await StartAsync("--JourneyGrains:Storage=Postgres", "--JourneyGrains:ConnectionString=Host=127.0.0.1;Port=1;Database=x;Username=x");

        Assert.StartsWith("The database does not serve this silo.", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_is_told()
    {
        var said = await StartAsync("--JourneyGrains:Delivery:Calls:Hosts:scores:Url=scores.example");

        Assert.StartsWith("The configuration is wrong: JourneyGrains:Delivery:Calls:Hosts:scores:Url", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_definition_is_told_with_its_place()
    {
        folder.Write("definitions/x.journey.yaml", "journey: x\nenter: { on: order.placed }\nsteps: [ { wiat: 1d } ]\n");

        var said = await StartAsync($"--JourneyGrains:Definitions={folder.File("definitions")}");

        Assert.Equal(2, said.Length);
        Assert.EndsWith("have errors:", said[0], StringComparison.Ordinal);
        Assert.StartsWith("x.journey.yaml:3:", said[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_is_for_who_asks_for_it()
    {
        var said = await StartAsync($"--JourneyGrains:Definitions={folder.File("none")}", "--Logging:LogLevel:Default=Debug");

        Assert.Contains(said, line => line.TrimStart().StartsWith("at JourneyGrains.", StringComparison.Ordinal));
    }

    /// <summary>What it said, on either stream; it ended with 1.</summary>
    private async Task<string[]> StartAsync(params string[] settings)
    {
        var ports = LoopbackPorts.Take(3).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                typeof(SiloHost).Assembly.Location, $"--JourneyGrains:HttpPort={ports[0]}", $"--JourneyGrains:SiloPort={ports[1]}",
                $"--JourneyGrains:GatewayPort={ports[2]}", $"--JourneyGrains:Database={folder.File("store.db")}",
            },
        };
        Array.ForEach(settings, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        return (await output + await error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
