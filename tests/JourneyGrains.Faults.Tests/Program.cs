using JourneyGrains.Faults.Tests.Clocks;
using JourneyGrains.Faults.Tests.Rounds;
using JourneyGrains.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace JourneyGrains.Faults.Tests;

/// <summary>"silo FILE" is a silo with a clock that the file sets; "rounds" runs many rounds and reports them.</summary>
internal static class Program
{
    public const string Silo = "silo";

    public static async Task<int> Main(string[] args)
    {
        if (args is not [Silo, var clock])
        {
            return await RoundsCommand.RunAsync(args);
        }

        await using var app = SiloHost.Build([], extend: services => Set(services, new SetClock(clock)));
        await app.StartAsync();
        await Console.Out.WriteLineAsync("The silo is ready.");
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Everything goes by the clock but Orleans' own housekeeping, which at so many times its speed would not be what it is.</summary>
    private static void Set(IServiceCollection services, TimeProvider clock)
    {
        services.AddSingleton(clock);
        foreach (var area in (string[])
            [TimeProviderNames.Membership, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.ActivationManagement, TimeProviderNames.GrainDirectory])
        {
            services.AddKeyedSingleton(area, TimeProvider.System);
        }
    }
}
