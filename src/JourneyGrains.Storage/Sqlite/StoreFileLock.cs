namespace JourneyGrains.Storage.Sqlite;

/// <summary>
/// Keeps a second process from writing the same file: an operating system lock on a file beside it, which ends with the process however
/// that ends.
/// </summary>
public sealed class StoreFileLock : IDisposable
{
    private readonly FileStream held;

    /// <param name="databasePath">The store's file; it need not be there.</param>
    /// <exception cref="StoreInUseException">Another process, or another store of this one, holds it.</exception>
    public StoreFileLock(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new StoreInUseException(databasePath, error);
        }
    }

    public void Dispose() => held.Dispose();
}
