using System.Diagnostics;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;
using JourneyGrains.Faults.Tests.Processes;
using JourneyGrains.Faults.Tests.Rounds;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Faults.Tests.Stores;

/// <summary>A store that cannot write says so to whoever asks, over the wire; and when it can again, everything goes on without a hand.</summary>
public sealed class StoreProblemTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [SkippableFact]
    public async Task A_read_only_database_is_told_to_the_producer_and_serves_again_when_it_may()
    {
        Skip.If(server.Missing is not null, server.Missing);
        await using var shop = await Shop.OpenAsync(SiloStorage.Postgres, server);
        await shop.OrderAsync("ada");
        await shop.HasAsync("ada", 1);

        await shop.Ground.Database.SqlAsync("ALTER DATABASE {0} SET default_transaction_read_only = on");
        await shop.Ground.Database.EndConnectionsAsync();
        var refused = await RefusedAsync(() => shop.OrderAsync("ada"), StoreProblems.ReadOnly);
        Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await shop.HasAsync("ada", 1)).Orders);

        await shop.Ground.Database.SqlAsync("ALTER DATABASE {0} SET default_transaction_read_only = off");
        await shop.Ground.Database.EndConnectionsAsync();
        await Patiently.DoAsync(() => shop.OrderAsync("ada"), CancellationToken.None);
        await shop.HasAsync("ada", 2);
        Assert.Equal(1, shop.Ground.Silos[0].Starts);
    }

    [SkippableFact]
    public async Task A_database_whose_disk_is_full_is_told_to_the_producer_and_serves_again_when_there_is_room()
    {
        Skip.If(server.Missing is not null, server.Missing);
        await using var shop = await Shop.OpenAsync(SiloStorage.Postgres, server);
        await shop.OrderAsync("bob");
        await shop.HasAsync("bob", 1);

        await shop.Ground.Database.InsideAsync(
            "CREATE FUNCTION journeygrains.no_room() RETURNS trigger LANGUAGE plpgsql AS "
            + "$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$; "
            + "CREATE TRIGGER no_room BEFORE INSERT ON journeygrains.log EXECUTE FUNCTION journeygrains.no_room()");
        await RefusedAsync(() => shop.OrderAsync("bob"), StoreProblems.Full);

        await shop.Ground.Database.InsideAsync("DROP TRIGGER no_room ON journeygrains.log");
        await shop.OrderAsync("bob");
        await shop.HasAsync("bob", 2);
        Assert.Equal(1, shop.Ground.Silos[0].Starts);
    }

    [SkippableFact]
    public async Task A_silo_that_is_told_to_stop_while_its_database_is_away_ends_in_its_time_and_says_why()
    {
        Skip.If(server.Missing is not null, server.Missing);
        await using var database = await RoundDatabase.MakeAsync(server);
        var ports = LoopbackPorts.Take(3);
        await using var silo = new SiloProcess(new SiloSetup("silo", ports[0], ports[1], ports[2], new Dictionary<string, string>
        {
            ["JourneyGrains__Storage"] = "Postgres",
            ["JourneyGrains__ConnectionString"] = database.ConnectionString,
            ["JourneyGrains__DrainFor"] = "00:00:01",
        }, Clock: null));
        await silo.StartAsync(CancellationToken.None);

        database.Wire.Hold();

        Assert.Equal(0, await silo.EndAsync());
        Assert.Contains("did not come to its end within 1 s (JourneyGrains:DrainFor) and 5 s more", silo.Output, StringComparison.Ordinal);
        database.Wire.Release();
    }

    [SkippableFact]
    public async Task A_full_disk_under_the_embedded_store_is_told_to_the_producer_and_it_serves_again_when_there_is_room()
    {
        var mount = Directory.CreateTempSubdirectory("journeygrains-small-").FullName;
        Skip.If(!await RunAsync("mount", "-t", "tmpfs", "-o", "size=12m", "none", mount), "A small file system cannot be mounted here; it needs root.");
        try
        {
            await using var shop = await Shop.OpenAsync(SiloStorage.Sqlite, server, Path.Combine(mount, "shop"));
            await shop.OrderAsync("cleo");
            await shop.HasAsync("cleo", 1);

            var ballast = Path.Combine(mount, "ballast");
            Fill(ballast);
            await RefusedAsync(() => shop.OrderAsync("cleo", new string('x', 8_000)), StoreProblems.Full);
            Assert.Equal(1, (await shop.HasAsync("cleo", 1)).Orders);

            File.Delete(ballast);
            await shop.OrderAsync("cleo");
            var view = await Patiently.UntilAsync(
                () => shop.Ground.Grains.Customer("cleo").View(), view => view.Orders >= 2, "orders count again", CancellationToken.None);
            var status = await shop.Ground.StatusAsync(CancellationToken.None);
            Assert.Equal(status.Appended, view.Orders);
            Assert.Equal(1, shop.Ground.Silos[0].Starts);
        }
        finally
        {
            await RunAsync("umount", "-l", mount);
            Directory.Delete(mount, recursive: true);
        }
    }

    [SkippableFact]
    public async Task A_partition_whose_consumer_is_stuck_keeps_taking_events_and_holds_up_no_other()
    {
        Skip.If(server.Missing is not null, server.Missing);
        await using var shop = await Shop.OpenAsync(SiloStorage.Postgres, server);
        var (stuck, free) = (In(0), In(1));
        await shop.OrderAsync(stuck);
        await shop.OrderAsync(free);
        await shop.HasAsync(stuck, 1);
        await shop.HasAsync(free, 1);

        await using (await shop.Ground.Database.LockAsync("SELECT 1 FROM journeygrains.customers WHERE id = $1 FOR UPDATE", stuck))
        {
            for (var order = 2; order <= 20; order++)
            {
                // Each is acknowledged at once: the log takes it, whatever its reader does.
                Assert.Equal(1, (await shop.OrderAsync(stuck)).Appended);
                Assert.Equal(1, (await shop.OrderAsync(free)).Appended);
            }

            await shop.HasAsync(free, 20);
            Assert.Equal(1, (await shop.HasAsync(stuck, 1)).Orders);

            // A partition's place is written after its turns.
            await Patiently.UntilAsync(
                () => shop.Ground.StatusAsync(CancellationToken.None),
                status => status.Appended - status.Consumed == 19,
                "only the stuck customer's events wait",
                CancellationToken.None);
        }

        await shop.HasAsync(stuck, 20);
        Assert.Equal(1, shop.Ground.Silos[0].Starts);
    }

    /// <summary>A customer of a partition. Neighbouring partitions have different connections.</summary>
    private static string In(int partition) => Enumerable.Range(0, 1_000).Select(number => FormattableString.Invariant($"p{partition}-{number}"))
        .First(id => StableHashing.Partition(id, Ground.Partitions) == partition);

    /// <summary>What is refused within some tries: the first may still find room, or a connection from before.</summary>
    private static async Task<StoreUnavailableException> RefusedAsync(Func<Task> act, string code)
    {
        StoreUnavailableException? refused = null;
        for (var attempt = 0; attempt < 50 && refused?.Code != code; attempt++)
        {
            refused = await Record.ExceptionAsync(act) as StoreUnavailableException ?? refused;
        }

        Assert.Equal(code, refused?.Code);
        return refused!;
    }

    private static void Fill(string path)
    {
        using var file = File.Create(path, 1);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // That is the purpose.
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
