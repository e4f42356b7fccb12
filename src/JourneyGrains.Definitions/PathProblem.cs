namespace JourneyGrains.Definitions;

/// <summary>What keeps a file or folder from being read or written, for a person. The messages of .NET tell of parts of paths and of access denied.</summary>
public static class PathProblem
{
    /// <summary>A sentence with the path, where the failure is one of a path; else its own message.</summary>
    public static string Told(Exception error) => (error, PathIn(error)) switch
    {
        (FileNotFoundException or DirectoryNotFoundException, { } path) => Missing(path),
        (UnauthorizedAccessException, { } path) => Directory.Exists(path) ? $"'{path}' is a folder, and no file." : $"This account may not use '{path}'.",
        _ => error.Message,
    };

    /// <summary>The same of a file or folder that was to be made; some places, like those of a kernel, take none.</summary>
    public static string WhyNotMade(Exception error) => (error, PathIn(error)) switch
    {
        (FileNotFoundException, { } path) => $"'{path}' cannot be made there.",
        (IOException, { } path) when FileAbove(path) is { } file => $"'{file}' is a file, and no folder.",
        _ => Told(error),
    };

    private static string? FileAbove(string path)
    {
        var above = path;
        while (above is { Length: > 0 } && !File.Exists(above) && !Directory.Exists(above))
        {
            above = Path.GetDirectoryName(above);
        }

        return File.Exists(above) ? above : null;
    }

    private static string Missing(string path)
    {
        string? gone = null;
        for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder) && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
            {
                return $"There is no '{path}': '{folder}' is a file, and no folder.";
            }

            gone = folder;
        }

        return gone is null ? $"There is no '{path}'." : $"There is no '{path}': there is no folder '{gone}'.";
    }

    /// <summary>What stands in quotes in the message of a failure, which is a path where anything does.</summary>
    private static string? PathIn(Exception error)
    {
        var message = error.Message;
        var (first, last) = (message.IndexOf('\'', StringComparison.Ordinal), message.LastIndexOf('\''));
        return last > first + 1 && Path.IsPathRooted(message[(first + 1)..last]) ? message[(first + 1)..last] : null;
    }
}
