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

    public DemoProcess(string data, int customers, int events, int seed)
    {
        var ports = FreePorts.Take(3).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
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
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
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

    /// <summary>Reads on until a line holds what is looked for; null: the process ended before.</summary>
    public async Task<string?> ReadTo(Func<string, bool> holds)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Keep(line);
            if (holds(line))
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Waits for the end and gives the digest it printed.</summary>
    public async Task<string> DigestAsync()
    {
        await ReadTo(_ => false);
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
