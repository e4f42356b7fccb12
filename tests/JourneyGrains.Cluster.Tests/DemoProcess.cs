using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Cluster.Tests;

/// <summary>The demo as a process of its own, so that it can be killed.</summary>
internal sealed partial class DemoProcess : IDisposable
{
    private readonly Process process;
    private readonly List<string> output = [];

    /// <param name="definitions">Null: the samples.</param>
    public DemoProcess(string data, int customers, int events, int seed, string? definitions = null)
    {
        var ports = LoopbackPorts.Take(3).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                typeof(SiloHost).Assembly.Location, "demo", "--data", data, "--exit",
                "--customers", customers.ToString(CultureInfo.InvariantCulture),
                "--events", events.ToString(CultureInfo.InvariantCulture),
                "--seed", seed.ToString(CultureInfo.InvariantCulture),
                "--port", ports[0], "--silo-port", ports[1], "--gateway-port", ports[2],
            },
        };
        if (definitions is not null)
        {
            start.Environment["JourneyGrains__Definitions"] = definitions;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

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

    /// <summary>SIGKILL, as soon as something holds; false: the process ended before.</summary>
    public async Task<bool> KillWhenAsync(Func<bool> holds)
    {
        while (!process.HasExited)
        {
            if (holds())
            {
                process.Kill();
                await process.WaitForExitAsync();
                return true;
            }

            await Task.Delay(2);
        }

        return false;
    }

    /// <summary>SIGTERM, as soon as something holds; the code it ended with.</summary>
    public async Task<int> EndWhenAsync(Func<bool> holds)
    {
        while (!process.HasExited && !holds())
        {
            await Task.Delay(2);
        }

        using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Waits for the end and gives the digest it printed.</summary>
    public async Task<string> DigestAsync()
    {
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"The demo ended with {process.ExitCode}:\n{Output}");
        return DigestPattern().Match(Output).Groups[1].Value;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (output)
        {
            output.Add(line ?? "");
        }
    }

    [GeneratedRegex("Transcript digest ([0-9a-f]{64})")]
    private static partial Regex DigestPattern();
}
