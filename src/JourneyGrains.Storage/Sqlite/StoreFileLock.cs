namespace JourneyGrains.Storage.Sqlite;

/// <summary>
/// Keeps a second process from writing the same file: an operating system lock on a file beside it, which ends with the process however
/// that ends.
/// </summary>
public sealed class StoreFileLock : IDisposable
{
    /// <summary>What the lock's file is called beside the store's.</summary>
    public const string Suffix = ".lock";

    // That another holds the file: of Linux, of macOS, and the two of Windows.
    private static readonly int[] IsHeld = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly FileStream held;

    /// <param name="databasePath">The store's file; it need not be there.</param>
    /// <exception cref="StoreInUseException">Another process, or another store of this one, holds it.</exception>
    /// <exception cref="IOException">No file can be there.</exception>
    public StoreFileLock(string databasePath)
    {
        var path = databasePath + Suffix;
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (IsHeld.Contains(error.HResult))
        {
            throw new StoreInUseException(databasePath, error);
        }
    }

    public void Dispose() => held.Dispose();
}
