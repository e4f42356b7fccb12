using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Simulation.Commands;

/// <summary>Writes the generated shopping day as JSON Lines.</summary>
internal sealed class GenerateDayCommand(TextWriter output, TextWriter error)
{
    private static readonly ShoppingDayOptions Defaults = new();

    private readonly Option<long> seed =
        new("--seed") { Description = "Another seed is another day.", DefaultValueFactory = _ => Defaults.Seed };
    private readonly Option<int> customers =
        new("--customers") { Description = $"How many customers, 1 to {ShoppingDay.CustomersMax:N0}.", HelpName = "n", DefaultValueFactory = _ => Defaults.Customers };
    private readonly Option<int> events =
        new("--events") { Description = "How many events, about.", DefaultValueFactory = _ => Defaults.Events };
    private readonly Option<DateOnly?> date = RunOptions.Date("--date", "The day, as 2025-11-11.", Defaults.Date);
    private readonly Option<string> target =
        new("--out") { Description = "The file; .gz is written compressed.", HelpName = "file", Required = true };

    public Command Build()
    {
        customers.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > ShoppingDay.CustomersMax)
            {
                given.AddError(string.Create(CultureInfo.InvariantCulture, $"--customers is 1 to {ShoppingDay.CustomersMax}."));
            }
        });
        var command = new Command("generate-day", "Generates a day of a shop, the same for ever for the same options.")
        {
            seed, customers, events, date, target,
        };
        command.SetGuardedAction(error, Run);
        return command;
    }

    private int Run(ParseResult given)
    {
        var options = new ShoppingDayOptions
        {
            Seed = given.GetValue(seed),
            Customers = given.GetValue(customers),
            Events = given.GetValue(events),
            Date = given.GetValue(date) ?? Defaults.Date,
        };
        var path = given.GetRequiredValue(target);
        var day = ShoppingDay.Generate(options);
        using var file = Create(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionLevel.Optimal)
            : new BufferedStream(file, 64 * 1024);
        var count = 0;
        foreach (var recorded in day)
        {
            JsonLines.Write(stream, recorded);
            count++;
        }

        output.WriteLine($"{count} events of {options.Customers} customers in {path}");
        return ExitCodes.Done;
    }

    private static FileStream Create(string path)
    {
        try
        {
            return File.Create(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out: '{path}' cannot be written. Name a file in a folder that is there and may be written to.", problem);
        }
    }
}
