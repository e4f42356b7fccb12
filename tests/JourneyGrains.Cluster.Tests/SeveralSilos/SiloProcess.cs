using System.Diagnostics;
using System.Globalization;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Cluster.Tests.SeveralSilos;

/// <summary>A silo as a process of its own, configured by its environment as in production, so that it can be told to stop, or killed.</summary>
internal sealed class SiloProcess : IDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly List<string> output = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(string folder, string database, (string Name, string Value)[] settings)
    {
        var ports = LoopbackPorts.Take(3).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        Address = $"127.0.0.1:{ports[1]}";
        Gateway = $"127.0.0.1:{ports[2]}";
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(SiloHost).Assembly.Location },
            Environment =
            {
                ["JourneyGrains__Storage"] = "Postgres",
                ["JourneyGrains__ConnectionString"] = database,
                ["JourneyGrains__HttpPort"] = ports[0],
                ["JourneyGrains__SiloPort"] = ports[1],
                ["JourneyGrains__GatewayPort"] = ports[2],
                ["JourneyGrains__Delivery__OutboxFolder"] = Path.Combine(folder, "outbox"),
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The silo ended:\n{Output}"));
        process.EnableRaisingEvents = true;
    }

    /// <summary>Where it listens for other silos.</summary>
    public string Address { get; }

    /// <summary>Where it listens for clients.</summary>
    public string Gateway { get; }

    public string Output
    {
        get
        {
            lock (output)
            {
                return string.Join('\n', output);
            }
        }
    }

    /// <summary>Starts one and waits until it serves.</summary>
    public static async Task<SiloProcess> StartAsync(string folder, string database, params (string Name, string Value)[] settings)
    {
        var silo = new SiloProcess(folder, database, settings);
        await silo.ready.Task.WaitAsync(StartWithin);
        return silo;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as "docker stop" sends it; gives the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(StartWithin);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (output)
        {
            output.Add(line ?? "");
        }

        if (line?.StartsWith("The silo is ready", StringComparison.Ordinal) == true)
        {
            ready.TrySetResult();
        }
    }
}
