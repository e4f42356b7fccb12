using System.Diagnostics;
using System.Globalization;

namespace JourneyGrains.Tests.Shared;

/// <summary>
/// A PostgreSQL server of the tests' own on loopback, with its files in a temporary folder; nothing else is touched. It ends with the tests,
/// also where these are killed.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    // The server refuses to run as root.
    private const string Account = "postgres";

    // Waits for the end of its input, which comes with the end of whoever holds the other side.
    private const string Watch = "if read _; then exit; fi; kill -QUIT \"$(head -n 1 \"$1/data/postmaster.pid\")\"; sleep 2; rm -rf \"$1\"";

    private readonly string? folder;
    private readonly Process? watch;

    public PostgresServer()
    {
        if (Binaries is null || (Environment.UserName == "root" && !File.Exists("/usr/sbin/runuser") && !File.Exists("/sbin/runuser")))
        {
            return;
        }

        folder = Run("mktemp", ["-d", Path.Combine(Path.GetTempPath(), "journeygrains-postgres-XXXXXX")]).Trim();
        Run(Path.Combine(Binaries, "initdb"), ["-D", Data, "-U", Account, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        watch = Process.Start(Command("sh", ["-c", Watch, "sh", folder], input: true));
        Start();
    }

    /// <summary>Why there is no server; null where there is one.</summary>
    public string? Missing => folder is null ? "PostgreSQL is not installed (/usr/lib/postgresql/*/bin): apt-get install postgresql." : null;

    public int Port { get; } = LoopbackPorts.Take(1)[0];

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={Account};Database=postgres;Maximum Pool Size=20");

    private string Data => Path.Combine(folder!, "data");

    private static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    public void Start()
    {
        var settings = string.Create(
            CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300");
        Control("-l", Path.Combine(folder!, "log"), "-o", settings, "start");
    }

    /// <summary>Ends all of it as a loss of power does; the next start recovers from the write-ahead log.</summary>
    public void StopImmediately() => Control("-m", "immediate", "stop");

    public void Dispose()
    {
        if (folder is not null)
        {
            StopImmediately();
            watch!.StandardInput.WriteLine();
            watch.WaitForExit();
            watch.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Control(params string[] arguments) => Run(Path.Combine(Binaries!, "pg_ctl"), ["-D", Data, "-w", .. arguments]);

    private static ProcessStartInfo Command(string program, string[] arguments, bool input = false)
    {
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("runuser", ["-u", Account, "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        (start.RedirectStandardInput, start.WorkingDirectory) = (input, Path.GetTempPath());
        return start;
    }

    private static string Run(string program, string[] arguments)
    {
        var start = Command(program, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{Path.GetFileName(program)} failed: {errors.GetAwaiter().GetResult()}");
    }
}
