using System.Globalization;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Simulation.Lives;

/// <summary>
/// What came to the customers of an exported log beside its events, and so is not in a simulation of these events alone. What the system did by
/// itself (hand-overs, other definitions) is left out: a simulation does that anew.
/// </summary>
internal sealed record NotTaken(long Entries, long Waves, long WaveCustomers, long Consents)
{
    private bool IsNothing => this is { Entries: 0, Waves: 0, Consents: 0 };

    /// <summary>Tells that of the log whose events these are, and gives it; null: they are no export's, or lack nothing.</summary>
    /// <param name="customer">Of one customer; null: of all.</param>
    /// <param name="counts">Whether a row counts.</param>
    public static NotTaken? Tell(string events, string? customer, Func<RecordedInput, bool> counts, TextWriter error)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(events))!;
        if (Path.GetFileName(events) != LogFolder.EventsFile || !File.Exists(Path.Combine(folder, LogFolder.LivesFile)))
        {
            return null;
        }

        try
        {
            var missing = Of(LogFolder.Journals(folder).Where(life => customer is null || life.CustomerId == customer).Select(life => life.Journal.Where(counts)));
            if (missing.IsNothing)
            {
                return null;
            }

            error.WriteLine(missing);
            return missing;
        }
        catch (InvalidDataException problem)
        {
            // The events can be simulated all the same.
            error.WriteLine($"What came beside the events cannot be counted: {problem.Message}");
            return null;
        }
    }

    private static NotTaken Of(IEnumerable<IEnumerable<RecordedInput>> journals)
    {
        var (entries, consents, customers) = (0L, 0L, 0L);
        var waves = new HashSet<WaveInput>();
        foreach (var journal in journals)
        {
            var reached = false;
            foreach (var row in journal)
            {
                switch (row.Journaled.Input)
                {
                    case EnterCommand:
                        entries++;
                        break;
                    case ConsentCommand:
                        consents++;
                        break;
                    case WaveInput wave:
                        waves.Add(wave);
                        reached = true;
                        break;
                }
            }

            customers += reached ? 1 : 0;
        }

        return new(entries, waves.Count, customers, consents);
    }

    /// <summary>"Not taken, as it is in lives.jsonl and not among the events: 12 entries by call, 2 waves for 65 customers."</summary>
    public override string ToString()
    {
        string[] kinds =
        [
            .. Entries > 0 ? [Counted(Entries, "entry", "entries") + " by call"] : Array.Empty<string>(),
            .. Waves > 0 ? [$"{Counted(Waves, "wave")} for {Counted(WaveCustomers, "customer")}"] : Array.Empty<string>(),
            .. Consents > 0 ? [Counted(Consents, "consent") + " by call"] : Array.Empty<string>(),
        ];
        return $"Not taken, as it is in {LogFolder.LivesFile} and not among the events: {string.Join(", ", kinds)}."
            + (Waves > 0 ? " --launch launches waves." : "") + " What follows from it is missing here; check-log takes all of it.";
    }

    private static string Counted(long count, string one, string? several = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several ?? one + "s")}");
}
