using JourneyGrains.Storage.Tests.Contract;

namespace JourneyGrains.Storage.Tests.Sqlite;

public sealed class SqliteCustomerStoreTests() : CustomerStoreContract(() => new SqliteTemporaryStore());

public sealed class SqliteCommitModelTests() : CommitModelContract(() => new SqliteTemporaryStore());

public sealed class SqliteEventLogTests() : EventLogContract(() => new SqliteTemporaryStore());

public sealed class SqliteLogTimeTests() : LogTimeContract(() => new SqliteTemporaryStore());

public sealed class SqliteLogTimeRaceTests() : LogTimeRaceContract(() => new SqliteTemporaryStore());

public sealed class SqliteLogModelTests() : LogModelContract(() => new SqliteTemporaryStore());

public sealed class SqliteSmallStoreTests() : SmallStoreContract(() => new SqliteTemporaryStore());
