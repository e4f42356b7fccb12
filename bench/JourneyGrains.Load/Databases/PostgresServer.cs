using System.Diagnostics;
using System.Globalization;
using JourneyGrains.Tests.Shared;
using Npgsql;

namespace JourneyGrains.Load.Databases;

/// <summary>A PostgreSQL server of the load's own on loopback, durable as it is by default, with its files in a temporary folder.</summary>
internal sealed class PostgresServer : IDisposable
{
    // Memory and checkpoints as for a server of its own; what makes a commit durable is left as it is.
    private const string Tuning = "-c shared_buffers=2GB -c max_wal_size=8GB -c checkpoint_timeout=15min -c max_connections=200 "
        + "-c shared_preload_libraries=pg_stat_statements -c min_wal_size=4GB";

    // Rows of a page each: as much as the buffers hold, and as much write-ahead log.
    private const string Fill = "INSERT INTO aging SELECT decode(repeat('00', 8000), 'hex') FROM generate_series(1, 262144)";

    private static readonly string[] Aging =
    [
        "CREATE TABLE aging(filler bytea NOT NULL)", "ALTER TABLE aging ALTER COLUMN filler SET STORAGE PLAIN",
        Fill, "TRUNCATE aging", Fill, "DROP TABLE aging", "CHECKPOINT",
    ];

    // The server refuses to run as root.
    private const string Account = "postgres";
    private readonly string folder;
    private readonly int port = LoopbackPorts.Take(1)[0];

    public PostgresServer()
    {
        if (Binaries is null)
        {
            throw new InvalidOperationException(
                "PostgreSQL is not installed (/usr/lib/postgresql/*/bin): apt-get install postgresql, or give --connection.");
        }

        folder = Run("mktemp", ["-d", Path.Combine(Path.GetTempPath(), "journeygrains-load-XXXXXX")]).Trim();
        Run(Path.Combine(Binaries, "initdb"), ["-D", Data, "-U", Account, "-A", "trust", "-E", "UTF8", "--locale=C"]);
        var settings = string.Create(
            CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= {Tuning}");
        Run(Path.Combine(Binaries, "pg_ctl"), ["-D", Data, "-w", "-l", Path.Combine(folder, "log"), "-o", settings, "start"]);
        try
        {
            Age();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username={Account};Database=postgres");

    private string Data => Path.Combine(folder, "data");

    private static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    public void Dispose()
    {
        Run(Path.Combine(Binaries!, "pg_ctl"), ["-D", Data, "-w", "-m", "immediate", "stop"]);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// Lets the server come to what it is after some hours of work: its buffers were all used, and segments of the write-ahead log are there to
    /// be used again. On a new one each page of both is a new one of the machine's as well, which cost more than what was written into it.
    /// </summary>
    private void Age()
    {
        Console.Error.WriteLine("using all buffers and 4 GB of the write-ahead log of a new PostgreSQL once");
        using var source = NpgsqlDataSource.Create(ConnectionString);
        foreach (var sql in Aging)
        {
            using var command = source.CreateCommand(sql);
            command.CommandTimeout = 600;
            command.ExecuteNonQuery();
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
}
