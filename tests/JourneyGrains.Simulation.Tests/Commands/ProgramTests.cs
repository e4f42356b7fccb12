using JourneyGrains.Simulation.Commands;

namespace JourneyGrains.Simulation.Tests.Commands;

/// <summary>Tests of the programme, with a folder of their own and what it prints.</summary>
public abstract class ProgramTests : IDisposable
{
    private protected readonly TemporaryFolder folder = new();
    private protected readonly StringWriter output = new();
    private protected readonly StringWriter error = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs it and gives its exit code.</summary>
    protected int Run(params string[] arguments) => SimulationProgram.Run(arguments, output, error);

    /// <summary>A generated day in a file.</summary>
    protected string Generate(int customers = 150, int events = 1_500)
    {
        var path = Path.Combine(folder.Path, "day.jsonl");
        Assert.Equal(ExitCodes.Done, Run("generate-day", "--customers", $"{customers}", "--events", $"{events}", "--out", path));
        output.GetStringBuilder().Clear();
        return path;
    }
}
