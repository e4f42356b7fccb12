using System.Diagnostics;
using System.Globalization;
using JourneyGrains.Load.Databases;
using JourneyGrains.Load.Measuring;
using JourneyGrains.Tests.Shared;

namespace JourneyGrains.Load.Processes;

/// <summary>A silo in a process of its own, so that its CPU and its memory are nobody else's.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartMost = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopMost = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private SiloProcess(Process process, int gateway) => (this.process, Gateway) = (process, gateway);

    public int Gateway { get; }

    public TimeSpan Cpu()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    public static async Task<SiloProcess> StartAsync(ILoadDatabase database, Sightings sightings)
    {
        var ports = LoopbackPorts.Take(3);
        var settings = new Dictionary<string, string?>(database.SiloSettings)
        {
            ["JourneyGrains:Definitions"] = Path.Combine(AppContext.BaseDirectory, "Definitions"),
            ["JourneyGrains:HttpPort"] = Text(ports[0]),
            ["JourneyGrains:SiloPort"] = Text(ports[1]),
            ["JourneyGrains:GatewayPort"] = Text(ports[2]),
            ["Logging:LogLevel:Default"] = "Error",
            ["Logging:LogLevel:Orleans"] = "Error",
            [SiloProgram.SightingsFile] = sightings.File,
            [SiloProgram.SightingsEvents] = Text(sightings.Events),
        };
        var start = Itself();

        // As in the image.
        start.Environment["DOTNET_GCgen0size"] = "0x10000000";
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var silo = new SiloProcess(Process.Start(start)!, ports[2]);
        try
        {
            await silo.ReadyAsync().WaitAsync(StartMost);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(StopMost);
        }
        catch (TimeoutException)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static ProcessStartInfo Itself()
    {
        var program = Environment.ProcessPath!;
        string[] command = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [typeof(SiloProcess).Assembly.Location, SiloProgram.Command]
            : [SiloProgram.Command];
        return new(program, command);
    }

    private async Task ReadyAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == SiloProgram.Ready)
            {
                return;
            }

            await Console.Error.WriteLineAsync(line);
        }

        throw new InvalidOperationException("The silo's process ended before it was ready; see above.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
