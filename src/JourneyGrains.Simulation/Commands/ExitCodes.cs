namespace JourneyGrains.Simulation.Commands;

/// <summary>What the program's exit codes mean.</summary>
public static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The definitions have errors, which are listed, or there are none; nothing was run.</summary>
    public const int BadDefinitions = 1;

    /// <summary>The command line, the mapping or a file it names is wrong; nothing was run.</summary>
    public const int Usage = 2;

    /// <summary>Done, but some lines of the recording could not be read; they are listed.</summary>
    public const int BadLines = 3;

    /// <summary>Done, but a log that was checked came out otherwise for some customers; they are listed.</summary>
    public const int Diverged = 4;
}
