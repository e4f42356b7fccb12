using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace JourneyGrains.Storage.Tests.Postgres;

/// <summary>A PostgreSQL server of the tests' own on loopback, with its files in a temporary folder; nothing else is touched.</summary>
public sealed class PostgresServer : IDisposable
{
    // The server refuses to run as root.
    private const string Account = "postgres";
    private readonly string? folder;
    private readonly int port = FreePort();

    public PostgresServer()
    {
        if (Binaries is null || (Environment.UserName == "root" && !File.Exists("/usr/sbin/runuser") && !File.Exists("/sbin/runuser")))
        {
            return;
        }

        folder = Run("mktemp", ["-d", Path.Combine(Path.GetTempPath(), "journeygrains-postgres-XXXXXX")]).Trim();
        Run(Path.Combine(Binaries, "initdb"), ["-D", Data, "-U", Account, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        var settings = string.Create(
            CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300");
        Run(Path.Combine(Binaries, "pg_ctl"), ["-D", Data, "-w", "-l", Path.Combine(folder, "log"), "-o", settings, "start"]);
    }

    /// <summary>Why there is no server; null where there is one.</summary>
    public string? Missing => folder is null ? "PostgreSQL is not installed (/usr/lib/postgresql/*/bin): apt-get install postgresql." : null;

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username={Account};Database=postgres;Maximum Pool Size=20");

    private string Data => Path.Combine(folder!, "data");

    private static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    public void Dispose()
    {
        if (folder is not null)
        {
            Run(Path.Combine(Binaries!, "pg_ctl"), ["-D", Data, "-w", "-m", "immediate", "stop"]);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Run(string program, string[] arguments)
    {
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("runuser", ["-u", Account, "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.WorkingDirectory) = (true, true, Path.GetTempPath());
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{Path.GetFileName(program)} failed: {errors.GetAwaiter().GetResult()}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
