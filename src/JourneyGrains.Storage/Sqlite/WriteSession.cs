using JourneyGrains.Storage.GroupCommit;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>The writer's connection with its statements, and what a transaction gathers before it ends.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement savepoint;
    private readonly Statement release;
    private readonly Statement undo;

    public WriteSession(string path, long fileBytesMax, LogState log)
    {
        Connection = Connection.OpenWriter(path, fileBytesMax);
        Connection.LeaveCheckpoints();
        begin = Connection.Prepare("BEGIN IMMEDIATE");
        commit = Connection.Prepare("COMMIT");
        savepoint = Connection.Prepare("SAVEPOINT write");
        release = Connection.Prepare("RELEASE write");
        undo = Connection.Prepare("ROLLBACK TO write");
        Customers = new CustomerStatements(Connection);
        Documents = new DocumentStatements(Connection);
        Letters = new DeadLetterStatements(Connection);
        Log = new LogStatements(Connection, log);
    }

    public Connection Connection { get; }

    public CustomerStatements Customers { get; }

    public DocumentStatements Documents { get; }

    public DeadLetterStatements Letters { get; }

    public LogStatements Log { get; }

    public void Begin() => begin.Run();

    /// <summary>Applies one work so that its failure leaves nothing of it.</summary>
    public void ApplyAlone(Write<WriteSession> write)
    {
        savepoint.Run();
        try
        {
            write.Apply(this);
        }
        catch when (Connection.InTransaction)
        {
            undo.Run();
            release.Run();
            throw;
        }

        release.Run();
    }

    /// <summary>Writes what was gathered and makes all of it durable and visible.</summary>
    public void Commit()
    {
        Customers.FlushTotals();
        Log.Flush();
        commit.Run();
        Log.Committed();
    }

    /// <summary>Leaves nothing of the open transaction.</summary>
    public void Rollback()
    {
        Customers.DropTotals();
        Log.RolledBack();
        if (Connection.InTransaction)
        {
            Connection.Execute("ROLLBACK");
        }
    }

    public void Dispose() => Connection.Dispose();
}
