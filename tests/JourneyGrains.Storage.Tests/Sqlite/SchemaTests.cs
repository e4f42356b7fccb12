using JourneyGrains.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace JourneyGrains.Storage.Tests.Sqlite;

public sealed class SchemaTests : IAsyncDisposable
{
    private readonly SqliteTemporaryStore temporary = new();

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    [Fact]
    public void A_second_store_on_the_same_file_is_refused_while_the_first_is_open()
    {
        var error = Assert.Throws<StoreInUseException>(() => temporary.Open());
        Assert.Contains("Another silo uses the file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_store_opens_again_even_if_the_lock_file_was_left()
    {
        await temporary.Store.DisposeAsync();
        Assert.True(File.Exists(temporary.Path + ".lock"));
        await temporary.ReopenAsync();
        Assert.Equal(Contract.TemporaryStore.Partitions, temporary.Store.Log.Partitions);
    }

    [Fact]
    public async Task Another_count_of_partitions_is_refused_with_the_right_one()
    {
        await temporary.Store.DisposeAsync();
        var error = Assert.Throws<StoreSchemaException>(() => temporary.Open(partitions: 8));
        Assert.Contains("configure 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_as_it_is()
    {
        await Run("UPDATE meta SET value = 99 WHERE name = 'schema'");
        var error = Assert.Throws<StoreSchemaException>(() => temporary.Open());
        Assert.Contains("schema version 99", error.Message, StringComparison.Ordinal);
        Assert.Throws<StoreSchemaException>(() => temporary.Open());
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_not_touched()
    {
        var other = temporary.Path + ".other";
        await Run("CREATE TABLE theirs(x)", other);
        Assert.Throws<StoreSchemaException>(() => temporary.Open(other));
        using var connection = new SqliteConnection($"Data Source={other};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(name) FROM sqlite_schema";
        Assert.Equal("theirs", command.ExecuteScalar());
    }

    [Theory]
    [InlineData("", 4, 1)]
    [InlineData("x.db", 0, 1)]
    [InlineData("x.db", 4, 0)]
    public void A_setting_out_of_its_range_is_refused(string path, int partitions, int readers) => Assert.Throws<ArgumentException>(
        () => SqliteStorage.Open(
            new SqliteStorageOptions { Path = path, Partitions = partitions, Readers = readers }, TimeProvider.System));

    private async Task Run(string sql, string? path = null)
    {
        await temporary.Store.DisposeAsync();
        using var connection = new SqliteConnection($"Data Source={path ?? temporary.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
