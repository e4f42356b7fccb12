using System.Security.Cryptography;
using JourneyGrains.Storage.Postgres;
using JourneyGrains.Storage.Tests.Contract;

namespace JourneyGrains.Storage.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class PostgresSchemaTests(PostgresServer server) : IAsyncDisposable
{
    private const string LongId = "3f9c5b1e-7a52-4d0c-9b86-2e41f0c7d915@customers.example.org";

    private readonly PostgresTemporaryStore temporary = new(server);

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    [SkippableFact]
    public void Another_count_of_partitions_is_refused_with_the_right_one()
    {
        var error = Assert.Throws<StoreSchemaException>(() => temporary.Open(partitions: 8));
        Assert.Contains("configure 4", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_newer_schema_is_refused_and_left_as_it_is()
    {
        await temporary.RunAsync("UPDATE meta SET value = 99 WHERE name = 'schema'");
        var error = Assert.Throws<StoreSchemaException>(() => temporary.Open());
        Assert.Contains("schema version 99", error.Message, StringComparison.Ordinal);
        Assert.Equal(99L, await temporary.RunAsync("SELECT value FROM meta WHERE name = 'schema'"));
    }

    [SkippableFact]
    public async Task A_schema_of_another_program_is_refused_and_not_touched()
    {
        await temporary.RunAsync("CREATE SCHEMA theirs");
        await temporary.RunAsync("CREATE TABLE theirs.things(x int)");
        Assert.Throws<StoreSchemaException>(() => PostgresStorage.Open(
            new PostgresStorageOptions { ConnectionString = server.ConnectionString, Schema = "theirs" }, TimeProvider.System));
        Assert.Equal(1L, await temporary.RunAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'theirs'"));
    }

    [SkippableFact]
    public async Task Silos_that_start_at_once_on_an_empty_database_prepare_it_once()
    {
        var options = new PostgresStorageOptions { ConnectionString = server.ConnectionString, Schema = "at_once", Partitions = 4 };
        var stores = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => PostgresStorage.Open(options, TimeProvider.System))));
        await stores[0].Customers.CommitAsync(TemporaryStore.Turn("ann", 0), CancellationToken.None);
        Assert.NotNull(await stores[3].Customers.ReadAsync("ann", CancellationToken.None));
        await Task.WhenAll(stores.Select(store => store.DisposeAsync().AsTask()));
    }

    [SkippableFact]
    public async Task A_store_of_the_first_version_is_migrated_with_all_that_waits_in_it()
    {
        await temporary.BeginAnewAsync(version: 1);
        await temporary.RunAsync(
            """
            INSERT INTO customers(id, partition, version, due_at, outbox, forgotten, chain, state) VALUES
                ('ann', 0, 3, 1000000, 0, false, 'a', 'ann'), ('bob', 0, 5, NULL, 2, false, 'b', 'bob'),
                ('cid', 1, 7, 2000000, 1, false, 'c', 'cid'), ('dan', 0, 9, NULL, 0, true, 'd', 'dan');
            INSERT INTO transcript(customer, number, at, entry) SELECT number, 1, 1, 'said' FROM customers WHERE id = 'ann'
            """);
        await temporary.ReopenAsync();
        var customers = temporary.Store.Customers;

        Assert.Equal(4L, await temporary.RunAsync("SELECT value FROM meta WHERE name = 'schema'"));
        Assert.Equal("bob"u8.ToArray(), (await customers.ReadAsync("bob", CancellationToken.None))!.State);
        Assert.Equal("said"u8.ToArray(), Assert.Single(await customers.TranscriptAsync("ann", 9, 9, CancellationToken.None)));
        Assert.Equal(["ann"], await customers.DueAsync(0, DateTimeOffset.UnixEpoch.AddSeconds(3), 9, CancellationToken.None));
        Assert.Equal(["cid"], await customers.DueAsync(1, DateTimeOffset.UnixEpoch.AddSeconds(3), 9, CancellationToken.None));
        Assert.Equal(["bob"], await customers.WithOutboxAsync(0, "", 9, CancellationToken.None));
        Assert.Equal(["ann", "bob"], await customers.ListAsync(0, "", 9, CancellationToken.None));

        await customers.CommitAsync(TemporaryStore.Turn("ann", 3) with { DueAt = null }, CancellationToken.None);
        await customers.CommitAsync(TemporaryStore.Turn("eve", 0) with { DueAt = DateTimeOffset.UnixEpoch }, CancellationToken.None);
        Assert.Equal(["eve"], await customers.DueAsync(0, DateTimeOffset.UnixEpoch.AddSeconds(3), 9, CancellationToken.None));
    }

    /// <summary>Else PostgreSQL writes an entry of every index for every turn. Keys, which never change, are beside it.</summary>
    [SkippableFact]
    public async Task No_index_of_customers_beside_its_keys_holds_what_a_turn_changes() => Assert.Equal(
        "forgotten id partition",
        await temporary.RunAsync(
            """
            SELECT string_agg(DISTINCT a.attname, ' ' ORDER BY a.attname) FROM pg_depend AS d
            JOIN pg_index AS i ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
            JOIN pg_attribute AS a ON d.refclassid = 'pg_class'::regclass AND a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE i.indrelid = 'customers'::regclass
            """));

    /// <summary>Else every turn writes rows of a second table, which an update in place does not clear.</summary>
    [SkippableTheory]
    [InlineData(1_000, 0)]
    [InlineData(6_000, 0)]
    [InlineData(60_000, 1)]
    public async Task All_of_a_customer_stays_in_their_row_unless_the_state_is_longer_than_a_page(int bytes, long elsewhere)
    {
        var state = new byte[bytes];
        new Random(1).NextBytes(state);
        var turn = TemporaryStore.Turn(LongId, 0) with { State = state, Chain = Convert.ToHexStringLower(SHA256.HashData(state)) };
        await temporary.Store.Customers.CommitAsync(turn, CancellationToken.None);
        Assert.Equal(state, (await temporary.Store.Customers.ReadAsync(LongId, CancellationToken.None))!.State);
        Assert.Equal(
            elsewhere,
            await temporary.RunAsync("SELECT least(1, pg_relation_size(reltoastrelid)) FROM pg_class WHERE oid = 'customers'::regclass"));
    }

    [Theory]
    [InlineData("", "journeygrains", 4)]
    [InlineData("Host=127.0.0.1", "a;b", 4)]
    [InlineData("Host=127.0.0.1", "journeygrains", 0)]
    [InlineData("Password=hush-hush;Nonsense=hush-hush", "journeygrains", 4)]
    public void A_setting_out_of_its_range_is_refused_without_telling_the_secret(string connection, string schema, int partitions)
    {
        var error = Assert.Throws<ArgumentException>(() => PostgresStorage.Open(
            new PostgresStorageOptions { ConnectionString = connection, Schema = schema, Partitions = partitions }, TimeProvider.System));
        Assert.DoesNotContain("hush-hush", error.ToString(), StringComparison.Ordinal);
    }
}
