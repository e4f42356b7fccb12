using System.Diagnostics;

namespace JourneyGrains.Faults.Tests.Processes;

/// <summary>One silo as a process of its own: killed, paused, ended, and started again until it serves.</summary>
internal sealed class SiloProcess(SiloSetup setup) : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(60);

    private readonly Queue<string> output = new();
    private Process? process;
    private Watchdog? watchdog;
    private TaskCompletionSource ready = new();

    public string Name => setup.Name;

    public int GatewayPort => setup.GatewayPort;

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>How often it ended without being asked.</summary>
    public int EndedItself { get; private set; }

    /// <summary>The last lines it printed.</summary>
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

    /// <summary>Starts it, as a supervisor does again and again where it ends at once, until it serves.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            Launch();
            var exit = process!.WaitForExitAsync(cancellation);
            await Task.WhenAny(ready.Task, exit, Task.Delay(StartPatience, cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (ready.Task.IsCompleted)
            {
                return;
            }

            if (!exit.IsCompleted || Stopwatch.GetElapsedTime(began) > StartPatience)
            {
                throw new TimeoutException($"{Name} does not serve after {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s:\n{Output}");
            }

            await ReapAsync();
            await Task.Delay(200, cancellation);
        }
    }

    public async Task KillAsync()
    {
        Send(Signals.Kill);
        await ReapAsync();
    }

    public void Pause() => Send(Signals.Stop);

    public void Resume() => Send(Signals.Continue);

    /// <summary>As a supervisor does: starts it again where it ended by itself, as one does that was declared dead.</summary>
    public async Task ReviveAsync(CancellationToken cancellation)
    {
        if (HasEnded)
        {
            EndedItself++;
            await ReapAsync();
            await StartAsync(cancellation);
        }
    }

    /// <summary>Asks it to leave; gives its exit code.</summary>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public async Task<int> EndAsync()
    {
        Send(Signals.Terminate);
        using var patience = new CancellationTokenSource(EndPatience);
        try
        {
            await process!.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Name} does not end within {EndPatience.TotalSeconds:0} s of SIGTERM:\n{Output}");
        }

        var code = process.ExitCode;
        await ReapAsync();
        return code;
    }

    /// <summary>Whether it ended by itself.</summary>
    public bool HasEnded => process is { HasExited: true };

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            Signals.Send(process.Id, Signals.Kill);
        }

        await ReapAsync();
    }

    private void Send(int signal)
    {
        if (!HasEnded)
        {
            Signals.Send(process!.Id, signal);
        }
    }

    private void Launch()
    {
        var start = new ProcessStartInfo("dotnet", setup.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in setup.Environment)
        {
            start.Environment[key] = value;
        }

        ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process = Process.Start(start)!;
        watchdog = new Watchdog(process.Id);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Starts++;
    }

    private async Task ReapAsync()
    {
        if (process is not null)
        {
            await process.WaitForExitAsync();
            watchdog!.Dispose();
            process.Dispose();
            process = null;
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.Enqueue(line);
            if (output.Count > 200)
            {
                output.Dequeue();
            }
        }

        if (line.StartsWith("The silo is ready", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }
}
