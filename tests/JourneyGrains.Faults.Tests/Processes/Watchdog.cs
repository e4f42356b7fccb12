using System.Diagnostics;
using System.Globalization;

namespace JourneyGrains.Faults.Tests.Processes;

/// <summary>
/// Kills a process when this one ends, however that ends: a shell that waits for the end of its input, whose other side only this process
/// holds.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Process shell;

    public Watchdog(int process)
    {
        var start = new ProcessStartInfo("sh", ["-c", "read _; kill -KILL \"$1\"", "sh", process.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        shell = Process.Start(start)!;
    }

    /// <summary>Its process has ended: nothing is to be killed any more.</summary>
    public void Dispose()
    {
        shell.Kill();
        shell.WaitForExit();
        shell.Dispose();
    }
}
