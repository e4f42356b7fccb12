using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>
/// A prepared statement. Parameters are bound in their order; <see cref="Run"/> or <see cref="Reset"/> makes it ready for the next use.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly Connection connection;
    private readonly sqlite3_stmt handle;
    private int bound;

    public Statement(Connection connection, string sql)
    {
        this.connection = connection;
        var code = raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle);
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
    }

    public Statement Bind(long value) => Bound(raw.sqlite3_bind_int64(handle, ++bound, value));

    public Statement Bind(long? value) => value is { } number ? Bind(number) : Bound(raw.sqlite3_bind_null(handle, ++bound));

    public Statement Bind(string value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most <= 512)
        {
            Span<byte> brief = stackalloc byte[512];
            return BindText(brief[..Encoding.UTF8.GetBytes(value, brief)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            return BindText(rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public Statement Bind(ReadOnlySpan<byte> value) => Bound(value.IsEmpty
        ? raw.sqlite3_bind_zeroblob(handle, ++bound, 0)
        : raw.sqlite3_bind_blob(handle, ++bound, value));

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            Fail(code);
        }

        return false;
    }

    /// <summary>Runs to the end and makes ready for the next use.</summary>
    public void Run()
    {
        while (Step())
        {
        }

        Reset();
    }

    public void Reset()
    {
        raw.sqlite3_reset(handle);
        bound = 0;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public int Int(int column) => (int)Long(column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public void Dispose() => handle.Dispose();

    private Statement BindText(ReadOnlySpan<byte> utf8) => Bound(utf8.IsEmpty
        ? raw.sqlite3_bind_text(handle, ++bound, "")
        : raw.sqlite3_bind_text(handle, ++bound, utf8));

    private Statement Bound(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            Fail(code);
        }

        return this;
    }

    private void Fail(int code)
    {
        try
        {
            SqliteException.ThrowExceptionForRC(code, connection.Handle);
        }
        finally
        {
            Reset();
        }
    }
}
