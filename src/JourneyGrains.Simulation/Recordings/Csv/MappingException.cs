namespace JourneyGrains.Simulation.Recordings.Csv;

/// <summary>A mapping file is wrong, or names what the CSV files do not have. Says where and what to do.</summary>
public sealed class MappingException(string file, long line, long column, string message)
    : Exception(line > 0 ? $"{file}:{line}:{column}: {message}" : $"{file}: {message}");
