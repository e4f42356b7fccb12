using JourneyGrains.Grains.Catalogue;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Runs a silo until it is told to stop.</summary>
internal static class ServeCommand
{
    public const int Stopped = 0;
    public const int CouldNotStart = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = SiloHost.Build(args);
            await app.RunAsync();
            return Stopped;
        }
        catch (Exception error) when (StartProblems.Explain(error) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return CouldNotStart;
        }
    }
}
