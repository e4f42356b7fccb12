using System.CommandLine;

namespace JourneyGrains.Simulation.Commands;

/// <summary>The console program: simulates a recording, or generates a day to simulate.</summary>
public static class SimulationProgram
{
    /// <summary>Runs the program.</summary>
    /// <param name="output">Gets the outcome.</param>
    /// <param name="error">Gets problems and progress.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = SimulationCommands.Root(output, error);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
            {
                error.WriteLine(problem.Message);
            }

            error.WriteLine("See --help.");
            return ExitCodes.Usage;
        }

        return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
    }
}
