using JourneyGrains.Definitions;
using JourneyGrains.Silo.Settings;
using JourneyGrains.Storage.Sqlite;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Looks before a silo starts at the settings of its store, and whether an embedded one can be where they say.</summary>
internal static class StoreFile
{
    private const string Setting = SiloSettings.Section + ":Database";
    private static readonly byte[] Signature = "SQLite format 3\0"u8.ToArray();

    /// <exception cref="WrongSettingsException">A setting of the store is missing or beyond its bounds.</exception>
    /// <exception cref="StoreFileException">It cannot be there.</exception>
    public static void Check(SiloSettings settings)
    {
        var problems = settings.StoreProblems().ToList();
        if (problems.Count > 0)
        {
            throw new WrongSettingsException(problems);
        }

        if (settings.Storage != SiloStorage.Sqlite)
        {
            return;
        }

        var path = Path.GetFullPath(settings.Database);
        if (Directory.Exists(path))
        {
            throw new StoreFileException(
                $"{Setting} is '{path}', which is a folder; give the path of a file in it, like {Path.Combine(path, "journeygrains.db")}.");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (File.Exists(path) && !IsDatabase(path))
            {
                throw new StoreFileException(
                    $"{Setting} is '{path}', and that file is no store; give the path of a store, or of a file that is not there yet.");
            }

            TryOut(path);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new StoreFileException(
                $"{Setting} is '{path}', where no store can be: {PathProblem.WhyNotMade(error)} Give a path in a folder that can be written to.", error);
        }
    }

    /// <summary>Opens the lock's file, which is made where it is missing, without locking it: another silo may run, and is told as such later.</summary>
    private static void TryOut(string path) =>
        new FileStream(path + StoreFileLock.Suffix, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();

    /// <summary>An empty file is a database without tables.</summary>
    private static bool IsDatabase(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var first = new byte[Signature.Length];
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == 0 || first.AsSpan().SequenceEqual(Signature);
    }
}

/// <summary>The embedded store cannot be where the settings say. The message says why and what to do.</summary>
internal sealed class StoreFileException(string message, Exception? cause = null) : Exception(message, cause);
