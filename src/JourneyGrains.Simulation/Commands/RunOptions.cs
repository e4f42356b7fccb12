using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions;
using JourneyGrains.Simulation.Calls;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Commands;

/// <summary>The options of every command that runs a recording, and what they mean.</summary>
internal sealed class RunOptions
{
    private const int BadToldMax = 20;

    private readonly Option<string> events =
        new("--events")
        {
            Description = "The recording: JSON Lines, or CSV with --mapping; .gz is read compressed.",
            HelpName = "file",
            Required = true,
        };
    private readonly Option<string?> mapping =
        new("--mapping") { Description = "How the rows of a CSV file become events.", HelpName = "file" };
    private readonly Option<DateTimeOffset?> until = Time("--until", "Leave out what arrived or is launched after this moment; waits that are over before it end. [default: the last arrival]");

    private readonly Option<Launch[]> launches = new("--launch")
    {
        Description = "Launch a wave: CAMPAIGN@TIME or CAMPAIGN/WAVE@TIME. May be given more than once.",
        HelpName = "launch",
        CustomParser = argument => [.. argument.Tokens.Select(token => ParseLaunch(token.Value, argument))],
    };

    private readonly Option<int> threads = Threads("Customers simulated at once.");

    private readonly Option<string?> calls = new("--calls")
    {
        Description = "What other systems answer to call steps: JSON Lines of url, status and body, or a folder of an exported log. [default: every call fails]",
        HelpName = "file",
    };

    private readonly List<BadLine> bad = [];
    private Horizon horizon = new(null, []);
    private bool callsFail;
    private BesideEvents? beside;

    /// <summary>Lines that could not be read.</summary>
    public IReadOnlyList<BadLine> Bad => bad;

    public static Option<string> Journeys(string name = "--journeys", string description = "The folder of definitions.") =>
        new(name) { Description = description, HelpName = "folder", Required = true };

    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = argument => Moment(argument.Tokens[0].Value, argument),
    };

    /// <param name="usual">Told here: the help would write it as the machine's country does.</param>
    public static Option<DateOnly?> Date(string name, string description, DateOnly usual) => new(name)
    {
        Description = $"{description} [default: {usual.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}]",
        HelpName = "date",
        CustomParser = argument =>
        {
            if (!DateOnly.TryParseExact(argument.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                argument.AddError($"{name}: '{argument.Tokens[0].Value}' is not a date; write it like 2025-11-11.");
            }

            return date;
        },
    };

    public static Option<int> Threads(string description)
    {
        var threads = new Option<int>("--threads") { Description = description, HelpName = "n", DefaultValueFactory = _ => Environment.ProcessorCount };
        threads.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < 1)
            {
                given.AddError("--threads is at least 1.");
            }
        });
        return threads;
    }

    public void AddTo(Command command)
    {
        command.Options.Add(events);
        command.Options.Add(mapping);
        AddTimesTo(command);
    }

    /// <summary>The options of a command that makes its own events.</summary>
    public void AddTimesTo(Command command)
    {
        command.Options.Add(until);
        command.Options.Add(launches);
        command.Options.Add(threads);
        command.Options.Add(calls);
    }

    /// <summary>The definitions of a folder; null: there are none or they have errors, which was told.</summary>
    /// <param name="told">What goes before each error, where there are several folders.</param>
    /// <param name="option">The option that names the folder; null: an argument does.</param>
    public static Variant? Load(string folder, TextWriter error, string told = "", string? option = null) =>
        Read(folder, error, told, option) is { Definitions: { } definitions } loaded ? new(definitions, loaded.Templates) : null;

    /// <inheritdoc cref="Load"/>
    public static LoadedDefinitions? Read(string folder, TextWriter error, string told = "", string? option = null)
    {
        if (option is not null && !Path.Exists(folder))
        {
            throw new ArgumentException($"{option}: there is no folder '{folder}'.");
        }

        var loaded = DefinitionReader.Read(folder);
        foreach (var problem in loaded.Diagnostics)
        {
            error.WriteLine($"{told}{problem}");
        }

        if (DefinitionNotes.Empty(folder, loaded) is { } empty)
        {
            error.WriteLine(empty);
            return null;
        }

        return loaded.Succeeded ? loaded : null;
    }

    /// <summary>What is launched after the moment of --until is not among it.</summary>
    /// <param name="variants">Whose campaigns are launched.</param>
    /// <exception cref="ArgumentException">One is launched, if only after that moment, that there is not.</exception>
    public SimulationOptions Times(ParseResult given, ProgressLine progress, params ReadOnlySpan<Variant> variants)
    {
        foreach (var variant in variants)
        {
            PlannedWave.Of(variant.Definitions, Launches(given));
            callsFail |= given.GetValue(calls) is null && variant.Definitions.Journeys.Any(journey => journey.Steps.Any(step => step is CallStep));
        }

        return new()
        {
            Until = given.GetValue(until),
            Launches = HorizonOf(given).Launches,
            Beside = beside?.Inputs ?? SimulationOptions.NothingBeside,
            Threads = given.GetValue(threads),
            Calls = given.GetValue(calls) is not { } path ? null : Directory.Exists(path) ? new RecordedAnswers(path) : new StubbedAnswers(path),
            Progress = progress.Show,
        };
    }

    /// <summary>
    /// Runs the recording by a function that takes it from its beginning. A recording that is not in order of arrival is sorted and run
    /// again: the function forgets what it did before.
    /// </summary>
    public T Run<T>(ParseResult given, TextWriter error, Func<IEnumerable<RecordedEvent>, T> run)
    {
        try
        {
            return run(Read(given));
        }
        catch (OutOfOrderException problem)
        {
            error.WriteLine($"The recording is not in order of arrival (line {problem.Line}); it is sorted and run again.");
            using var sorted = new SortedRecording(Read(given));
            return run(sorted.Read());
        }
    }

    /// <summary>The name of the recording's file; null: it is of several, by a mapping.</summary>
    public string? File(ParseResult given) => given.GetValue(mapping) is null ? Path.GetFileName(given.GetRequiredValue(events)) : null;

    /// <summary>Whether there is an --until.</summary>
    public bool IsCut(ParseResult given) => given.GetValue(until) is not null;

    /// <summary>The launches asked for, whenever they are.</summary>
    public IReadOnlyList<Launch> Launches(ParseResult given) => given.GetValue(launches) ?? [];

    /// <summary>Tells what was asked for and is not in the outcome: events and launches after --until, launches that reached nobody.</summary>
    public void TellNotes(TextWriter writer)
    {
        foreach (var note in horizon.Notes())
        {
            writer.WriteLine(note);
        }

        TellCalls(writer);
    }

    /// <summary>Tells once that no call of the journeys was answered.</summary>
    public void TellCalls(TextWriter writer)
    {
        if (callsFail)
        {
            writer.WriteLine("Journeys call other systems, and nothing says what these answer: every call counts as failed. --calls answers them.");
        }
    }

    /// <summary>
    /// Reads what is in the exported log whose events these are, and not among them, tells it and gives it, null: nothing. What is simulated then
    /// takes it too.
    /// </summary>
    /// <param name="definitions">Whose waves the launches are: a wave that is launched is not taken a second time.</param>
    /// <param name="customer">Of one customer; null: of all.</param>
    public BesideEvents? ReadBeside(ParseResult given, TextWriter error, DefinitionSet definitions, string? customer = null)
    {
        var launched = PlannedWave.Of(definitions, Launches(given)).Select(wave => new WaveInput(wave.Campaign, wave.Wave)).ToHashSet();
        var last = given.GetValue(until) ?? DateTimeOffset.MaxValue;
        return beside = given.GetValue(mapping) is not null ? null : BesideEvents.Read(
            given.GetRequiredValue(events), customer, row => row.At <= last && !(row.Journaled.Input is WaveInput wave && launched.Contains(wave)), error);
    }

    /// <summary>Tells the first of the lines that could not be read.</summary>
    public void TellBad(TextWriter error)
    {
        foreach (var line in bad.Take(BadToldMax))
        {
            error.WriteLine(line);
        }

        if (bad.Count > BadToldMax)
        {
            error.WriteLine($"and {bad.Count - BadToldMax} more lines that could not be read");
        }
    }

    /// <summary>The recording from its beginning, without what arrived after --until.</summary>
    public IEnumerable<RecordedEvent> Read(ParseResult given)
    {
        bad.Clear();
        horizon = HorizonOf(given);
        return horizon.Cut(Recording.Read(given.GetRequiredValue(events), given.GetValue(mapping), bad.Add));
    }

    private Horizon HorizonOf(ParseResult given) => new(given.GetValue(until), Launches(given));

    private static DateTimeOffset? Moment(string text, SymbolResult symbol)
    {
        if (Moments.TryParse(text, out var moment))
        {
            return Moments.ToMicroseconds(moment);
        }

        symbol.AddError($"'{text}' is not a time; write it like 2025-11-11T21:00:00Z.");
        return null;
    }

    private static Launch ParseLaunch(string text, SymbolResult symbol)
    {
        var at = text.LastIndexOf('@');
        if (at <= 0)
        {
            symbol.AddError($"'{text}' is not a launch; write CAMPAIGN@TIME, like flash-sale@2025-11-11T21:00:00Z.");
            return new("", null, default);
        }

        var name = text[..at].Split('/', 2);
        return new(name[0], name.ElementAtOrDefault(1), Moment(text[(at + 1)..], symbol) ?? default);
    }
}
