using JourneyGrains.Contracts.Clusters;
using JourneyGrains.Storage.Postgres.Membership;
using Npgsql;

namespace JourneyGrains.Storage.Tests.Postgres;

/// <summary>The tables in which Orleans keeps the silos of a cluster.</summary>
public sealed class MembershipTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly PostgresServer server = new();

    public void Dispose() => server.Dispose();

    [SkippableFact]
    public async Task Silos_that_start_at_once_make_the_tables_together_and_one_that_starts_later_changes_nothing()
    {
        Skip.If(server.Missing is not null, server.Missing);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MembershipTables.PrepareAsync(server.ConnectionString, None))));
        Assert.Equal(9L, await RunAsync("SELECT count(*) FROM OrleansQuery"));

        await RunAsync("INSERT INTO OrleansMembershipVersionTable(DeploymentId, Version) VALUES('dev', 7)");
        await MembershipTables.PrepareAsync(server.ConnectionString, None);
        Assert.Equal(7, await RunAsync("SELECT Version FROM OrleansMembershipVersionTable"));
    }

    [SkippableFact]
    public async Task Tables_of_a_newer_program_are_refused()
    {
        Skip.If(server.Missing is not null, server.Missing);
        await MembershipTables.PrepareAsync(server.ConnectionString, None);
        await RunAsync("UPDATE tables SET version = 99");
        var refused = await Assert.ThrowsAsync<StoreSchemaException>(() => MembershipTables.PrepareAsync(server.ConnectionString, None));
        Assert.Contains("version 99", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Database=shop;Search Path=other;Maximum Pool Size=90;Application Name=x")]
    [InlineData("host=db;database=shop;SearchPath=other;MaxPoolSize=90")]
    public void The_membership_has_a_schema_and_a_small_pool_of_its_own(string store)
    {
        var settings = new NpgsqlConnectionStringBuilder(ClusterMembership.ConnectionTo(store));
        Assert.Equal(("db", "shop", ClusterMembership.Schema, 4), (settings.Host, settings.Database, settings.SearchPath, settings.MaxPoolSize));
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_not_repeated_in_the_error()
    {
        var error = Assert.Throws<ArgumentException>(() => ClusterMembership.ConnectionTo("secret word"));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private async Task<object?> RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ClusterMembership.ConnectionTo(server.ConnectionString));
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
