using System.Diagnostics;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Cluster.Tests;

/// <summary>The silo's program, run until it ends by itself.</summary>
internal sealed record EndedSilo(int Code, string Output, string Error)
{
    public static async Task<EndedSilo> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(SiloHost).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }
}
