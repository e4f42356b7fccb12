namespace JourneyGrains.Storage.Sqlite;

/// <summary>Another silo uses the file.</summary>
public sealed class StoreInUseException(string path, Exception? inner = null) : IOException(
    $"Another silo uses the file '{path}'. An embedded store serves one process: stop the other one, or give this one another file.", inner);
