using JourneyGrains.Storage.Tests.Contract;

namespace JourneyGrains.Storage.Tests.Postgres;

/// <summary>One server for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

[Collection(PostgresTests.Name)]
public sealed class PostgresCustomerStoreTests(PostgresServer server) : CustomerStoreContract(() => new PostgresTemporaryStore(server));

[Collection(PostgresTests.Name)]
public sealed class PostgresCommitModelTests(PostgresServer server) : CommitModelContract(() => new PostgresTemporaryStore(server));

[Collection(PostgresTests.Name)]
public sealed class PostgresEventLogTests(PostgresServer server) : EventLogContract(() => new PostgresTemporaryStore(server));

[Collection(PostgresTests.Name)]
public sealed class PostgresLogTimeTests(PostgresServer server) : LogTimeContract(() => new PostgresTemporaryStore(server));

[Collection(PostgresTests.Name)]
public sealed class PostgresLogTimeRaceTests(PostgresServer server) : LogTimeRaceContract(() => new PostgresTemporaryStore(server));

[Collection(PostgresTests.Name)]
public sealed class PostgresLogModelTests(PostgresServer server) : LogModelContract(() => new PostgresTemporaryStore(server))
{
    protected override int Steps => 80;
}

[Collection(PostgresTests.Name)]
public sealed class PostgresSmallStoreTests(PostgresServer server) : SmallStoreContract(() => new PostgresTemporaryStore(server));
