using System.CommandLine;
using JourneyGrains.Silo.Demo;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Silo;

/// <summary>The command line of the silo: without a command it serves; settings may be given as --JourneyGrains:NAME VALUE.</summary>
internal static class SiloCommand
{
    public const int Done = 0;
    public const int CouldNotStart = 1;
    public const int NotUnderstood = 2;

    // What is told to end (Ctrl+C, SIGTERM) may drain as a silo does, and end on its own then.
    private static readonly TimeSpan EndWithin = new SiloSettings().DrainFor + TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        var settings = args.Where(IsSetting).ToArray();
        var serve = args is ["serve", ..];
        if (serve && Array.Exists(args, IsHelp))
        {
            args = ["serve", "--help"];
        }
        else if (serve || settings.Length == args.Length)
        {
            return await ServeCommand.RunAsync(serve ? args[1..] : args);
        }

        var root = new RootCommand("A JourneyGrains silo. Without a command it serves until it is told to stop.")
        {
            new Command(
                "serve",
                "Run a silo; settings come from appsettings.json, the environment, or from here as --JourneyGrains:NAME=VALUE, "
                    + "--Logging:LogLevel:NAME=LEVEL and --environment=NAME. docs/settings.md lists them."),
            DemoCommand.Make(),
            HealthCommand.Make(),
        };
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(new() { ProcessTerminationTimeout = EndWithin });
        return parsed.Errors.Count > 0 ? NotUnderstood : code;
    }

    private static bool IsHelp(string argument) => argument is "--help" or "-h" or "-?";

    private static bool IsSetting(string argument) => argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=', StringComparison.Ordinal);
}
