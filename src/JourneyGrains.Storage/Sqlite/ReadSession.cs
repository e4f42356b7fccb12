namespace JourneyGrains.Storage.Sqlite;

/// <summary>A reader's connection with the statements it has used.</summary>
internal sealed class ReadSession : IDisposable
{
    private readonly Connection connection;
    private readonly Statement begin;
    private readonly Statement end;
    private readonly Dictionary<string, Statement> statements = [];

    public ReadSession(string path)
    {
        connection = Connection.OpenReader(path);
        begin = connection.Prepare("BEGIN");
        end = connection.Prepare("COMMIT");
    }

    public void Begin() => begin.Run();

    public void End() => end.Run();

    /// <summary>All rows of a query.</summary>
    public List<T> Rows<T>(string sql, Action<Statement> bind, Func<Statement, T> row)
    {
        var statement = Prepared(sql);
        try
        {
            bind(statement);
            var rows = new List<T>();
            while (statement.Step())
            {
                rows.Add(row(statement));
            }

            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The first row of a query, or what <typeparamref name="T"/> is by default.</summary>
    public T? Row<T>(string sql, Action<Statement> bind, Func<Statement, T> row)
    {
        var statement = Prepared(sql);
        try
        {
            bind(statement);
            return statement.Step() ? row(statement) : default;
        }
        finally
        {
            statement.Reset();
        }
    }

    public void Dispose() => connection.Dispose();

    private Statement Prepared(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statements[sql] = statement = connection.Prepare(sql);
        }

        return statement;
    }
}
