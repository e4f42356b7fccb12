using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using JourneyGrains.Client.Replaying;
using JourneyGrains.Core.Values;

namespace JourneyGrains.CommandLine.Replaying;

/// <summary>The arguments of replay, and what they mean.</summary>
internal sealed class ReplayArguments
{
    public Argument<string> File { get; } = new("file") { Description = "JSON Lines, or with --mapping CSV (or the folder of the CSV files); .gz is read compressed." };

    public Option<string?> Mapping { get; } = new("--mapping") { Description = "How rows of CSV become events (YAML).", HelpName = "file" };

    public Option<double?> Speed { get; } = new("--speed")
    {
        Description = "recorded: at the recorded pace; 60x: so many times faster; max: as fast as it goes. [default: max]",
        HelpName = "recorded|max|Nx",
        CustomParser = ParseSpeed,
    };

    public Option<string> Arrivals { get; } = new("--arrivals")
    {
        Description = "recorded: into an empty store, or one whose time follows its log already; now: each event arrives as it is sent.",
        HelpName = "recorded|now",
        DefaultValueFactory = _ => "now",
    };

    public Option<DateTimeOffset?> Until { get; } = new("--until")
    {
        Description = "Leave out what arrived later; with recorded arrivals the store's time goes on to here. [default: to the last event]",
        HelpName = "time",
        CustomParser = ParseTime,
    };

    public Option<string?> Producer { get; } = new("--producer")
    {
        Description = "A name for this replay: started again under it, it adds nothing twice. [default: from the file's name]",
        HelpName = "name",
    };

    public Option<bool> NoWait { get; } = new("--no-wait") { Description = "End when all is in the log, not only when all is consumed." };

    public ReplayArguments() => Arrivals.AcceptOnlyFromAmong("recorded", "now");

    public void AddTo(Command command)
    {
        command.Arguments.Add(File);
        command.Options.Add(Mapping);
        command.Options.Add(Speed);
        command.Options.Add(Arrivals);
        command.Options.Add(Until);
        command.Options.Add(Producer);
        command.Options.Add(NoWait);
    }

    /// <summary>Without a mapping nobody knows which files of a folder are meant.</summary>
    public void CheckFolder(CommandResult result)
    {
        if (result.GetValue(File) is { } path && Directory.Exists(path) && result.GetValue(Mapping) is null)
        {
            result.AddError($"'{path}' is a folder; a folder needs --mapping, whose file names the tables in it (see samples/mappings). Or name one file.");
        }
    }

    public ReplayOptions OptionsOf(ParseResult parsed) => new()
    {
        Producer = parsed.GetValue(Producer) ?? $"replay {Path.GetFileName(Path.TrimEndingDirectorySeparator(parsed.GetValue(File)!))}",
        RecordedArrivals = parsed.GetValue(Arrivals) == "recorded",
        Speed = parsed.GetValue(Speed),
        Until = parsed.GetValue(Until),
    };

    private static double? ParseSpeed(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == "max")
        {
            return null;
        }

        if (text == "recorded")
        {
            return 1;
        }

        if (text.EndsWith('x') && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var times) && times > 0)
        {
            return times;
        }

        result.AddError($"'{text}' is not a speed; write recorded, max, or a number of times like 60x.");
        return null;
    }

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        if (Moments.TryParse(result.Tokens[0].Value, out var moment))
        {
            return moment;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not a time in ISO 8601, like 2025-11-12T00:00:00Z.");
        return null;
    }
}
