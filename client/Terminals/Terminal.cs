using Spectre.Console;

namespace JourneyGrains.CommandLine.Terminals;

/// <summary>Where a command reads and writes. Results go to Out; progress, questions and problems to Error.</summary>
internal sealed class Terminal(Stream input, TextWriter output, TextWriter error) : IDisposable
{
    private const int PlainWidth = 160;

    public Stream In => input;

    public TextWriter Out => output;

    public TextWriter Error => error;

    /// <summary>A person can be asked.</summary>
    public bool InIsPerson { get; init; }

    public bool OutIsPerson { get; init; }

    public bool ErrorIsPerson { get; init; }

    /// <summary>By which a line of progress is due.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() => new(Console.OpenStandardInput(), Console.Out, Console.Error)
    {
        InIsPerson = !Console.IsInputRedirected,
        OutIsPerson = !Console.IsOutputRedirected,
        ErrorIsPerson = !Console.IsErrorRedirected,
    };

    /// <summary>For tables; without colours and lines where no person looks.</summary>
    public IAnsiConsole Screen => ConsoleOf(output, OutIsPerson);

    /// <summary>For progress bars.</summary>
    public IAnsiConsole ErrorScreen => ConsoleOf(error, ErrorIsPerson);

    public void Dispose() => input.Dispose();

    private static IAnsiConsole ConsoleOf(TextWriter writer, bool person)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = person ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = person ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!person)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
