using System.CommandLine;

namespace JourneyGrains.Load;

/// <summary>The command line.</summary>
internal static class LoadCommand
{
    private static readonly Option<string> Store = new("--store")
    {
        Description = "sqlite or postgres.",
        DefaultValueFactory = _ => LoadPlace.Sqlite,
        Recursive = true,
    };

    private static readonly Option<string?> Connection = new("--connection")
    {
        Description = "A PostgreSQL server, with an account that may create databases. Default: one is started on loopback and removed at the end.",
        Recursive = true,
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "A folder for the embedded database, on the disk to be measured. A PostgreSQL of the load's own is in the temporary folder.",
        DefaultValueFactory = _ => Path.Combine("data", "load"),
        Recursive = true,
    };

    private static readonly Option<string?> Report = new("--report") { Description = "Also write the report to this file.", Recursive = true };

    private static readonly Option<string> Note = new("--note")
    {
        Description = "What a reader of the report must know.",
        DefaultValueFactory = _ => "",
        Recursive = true,
    };

    public static Task<int> RunAsync(string[] args)
    {
        Store.AcceptOnlyFromAmong(LoadPlace.Sqlite, LoadPlace.Postgres);
        var command = EndToEnd(args);
        command.Subcommands.Add(OfScale(args));
        command.Subcommands.Add(OfDuePump(args));
        foreach (var option in new Option[] { Store, Connection, Data, Report, Note })
        {
            command.Options.Add(option);
        }

        return command.Parse(args).InvokeAsync();
    }

    private static RootCommand EndToEnd(string[] args)
    {
        var customers = Number("--customers", "Customers who are known.", 5_000);
        var events = Number("--events", "Events of the run at full speed.", 60_000);
        var rate = Number("--rate", "Events per second of the run at a fixed rate.", 1_000);
        var rateSeconds = Number("--rate-seconds", "How long the fixed rate is held.", 20);
        var baseline = Number("--baseline-seconds", "How long each baseline runs, at most.", 5);
        var seed = Number("--seed", "Another seed is another order of events.", 1);
        var command = new RootCommand("Measures a silo, from published to handed over, beside what bounds it.")
        {
            customers, events, rate, rateSeconds, baseline, seed,
        };
        command.SetAction((parsed, cancellation) => LoadRun.ExecuteAsync(
            new(
                parsed.GetValue(customers),
                parsed.GetValue(events),
                parsed.GetValue(rate),
                parsed.GetValue(rateSeconds),
                parsed.GetValue(baseline),
                parsed.GetValue(seed)),
            Place(parsed, args),
            cancellation));
        return command;
    }

    private static Command OfScale(string[] args)
    {
        var few = Number("--few", "Customers known to one silo.", 10_000);
        var many = Number("--many", "Customers known to the other.", 1_000_000);
        var active = Number("--active", "Customers of either who have events.", 3_000);
        var events = Number("--events", "Events of a round.", 40_000);
        var rounds = Number("--rounds", "Rounds of each.", 9);
        var command = new Command("scale", "Measures what an event costs when few and when many customers are known, on PostgreSQL.")
        {
            few, many, active, events, rounds,
        };
        command.SetAction((parsed, cancellation) => Scale.ScaleRun.ExecuteAsync(
            new(parsed.GetValue(few), parsed.GetValue(many), parsed.GetValue(active), parsed.GetValue(events), parsed.GetValue(rounds)),
            Place(parsed, args),
            cancellation));
        return command;
    }

    private static Command OfDuePump(string[] args)
    {
        var waiting = Number("--waiting", "Customers who wait for something later.", 1_000_000);
        var due = Number("--due", "Customers for whom something is due in the run.", 10_000);
        var seconds = Number("--seconds", "Over how long that is spread.", 60);
        var idle = Number("--idle-seconds", "How long the silo is watched with nothing to do.", 15);
        var command = new Command("due-pump", "Measures how late what is due is called and what the pump costs, on PostgreSQL.")
        {
            waiting, due, seconds, idle,
        };
        command.SetAction((parsed, cancellation) => DuePump.DuePumpRun.ExecuteAsync(
            new(parsed.GetValue(waiting), parsed.GetValue(due), parsed.GetValue(seconds), parsed.GetValue(idle)), Place(parsed, args), cancellation));
        return command;
    }

    private static LoadPlace Place(ParseResult parsed, string[] args) => new(
        parsed.GetValue(Store)!,
        parsed.GetValue(Connection),
        parsed.GetValue(Data)!,
        parsed.GetValue(Report),
        parsed.GetValue(Note)!,
        string.Join(' ', Shown(args)));

    /// <summary>Without what may be a secret.</summary>
    private static IEnumerable<string> Shown(string[] args) =>
        args.Select((arg, index) => index > 0 && args[index - 1] == Connection.Name ? "..." : arg.Contains(' ', StringComparison.Ordinal) ? $"\"{arg}\"" : arg);

    private static Option<int> Number(string name, string description, int byDefault)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is < 1 or > 10_000_000)
            {
                result.AddError($"{name} is to be from 1 to 10,000,000.");
            }
        });
        return option;
    }
}
