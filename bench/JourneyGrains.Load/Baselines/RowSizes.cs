using Microsoft.Data.Sqlite;

namespace JourneyGrains.Load.Baselines;

/// <summary>Bytes of the rows that the silo wrote, on average.</summary>
internal sealed record RowSizes(int State, int Entry, int Journal, int Properties)
{
    public static RowSizes Of(string database)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = database,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        return new(
            Average(connection, "SELECT avg(length(state)) FROM customers WHERE id LIKE 'c-%'"),
            Average(connection, "SELECT avg(length(entry)) FROM transcript"),
            Average(connection, "SELECT avg(length(input)) FROM journal"),
            Average(connection, "SELECT avg(length(properties)) FROM log"));
    }

    private static int Average(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is double average ? (int)average : 0;
    }
}
