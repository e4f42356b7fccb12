using System.Globalization;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Simulation.Lives;

/// <summary>
/// What came to the customers of an exported log beside its events: entries and consents by call, and waves. What the system did by itself
/// (hand-overs, other definitions) is left out: a simulation does that anew.
/// </summary>
internal sealed record BesideEvents(long Entries, long Waves, long WaveCustomers, long Consents)
{
    /// <summary>By the customer's id, in the order in which it was taken.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RecordedInput>> Inputs { get; private init; } = SimulationOptions.NothingBeside;

    private bool IsNothing => this is { Entries: 0, Waves: 0, Consents: 0 };

    /// <summary>Reads that of the log whose events these are, and tells it; null: they are no export's, or nothing came beside them.</summary>
    /// <param name="customer">Of one customer; null: of all.</param>
    /// <param name="counts">Whether a row counts.</param>
    public static BesideEvents? Read(string events, string? customer, Func<RecordedInput, bool> counts, TextWriter error)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(events))!;
        if (Path.GetFileName(events) != LogFolder.EventsFile || !File.Exists(Path.Combine(folder, LogFolder.LivesFile)))
        {
            return null;
        }

        try
        {
            var inputs = new Dictionary<string, IReadOnlyList<RecordedInput>>(StringComparer.Ordinal);
            foreach (var (id, journal) in LogFolder.Journals(folder).Where(life => customer is null || life.CustomerId == customer))
            {
                RecordedInput[] taken = [.. journal.Where(row => row.Journaled.Input is EnterCommand or ConsentCommand or WaveInput).Where(counts)];
                if (taken.Length > 0)
                {
                    inputs[id] = taken;
                }
            }

            var beside = Of(inputs);
            if (beside.IsNothing)
            {
                return null;
            }

            error.WriteLine(beside);
            return beside;
        }
        catch (InvalidDataException problem)
        {
            // The events can be simulated all the same.
            error.WriteLine($"What came beside the events is not taken: {problem.Message}");
            return null;
        }
    }

    /// <summary>"Taken with the events, from lives.jsonl: 12 entries by call, 2 waves for 65 customers."</summary>
    public override string ToString()
    {
        string[] kinds =
        [
            .. Entries > 0 ? [Counted(Entries, "entry", "entries") + " by call"] : Array.Empty<string>(),
            .. Waves > 0 ? [$"{Counted(Waves, "wave")} for {Counted(WaveCustomers, "customer")}"] : Array.Empty<string>(),
            .. Consents > 0 ? [Counted(Consents, "consent") + " by call"] : Array.Empty<string>(),
        ];
        return $"Taken with the events, from {LogFolder.LivesFile}: {string.Join(", ", kinds)}.";
    }

    private static BesideEvents Of(Dictionary<string, IReadOnlyList<RecordedInput>> inputs)
    {
        var all = inputs.Values.SelectMany(rows => rows).Select(row => row.Journaled.Input).ToArray();
        return new(
            all.OfType<EnterCommand>().LongCount(),
            all.OfType<WaveInput>().Distinct().LongCount(),
            inputs.Values.LongCount(rows => rows.Any(row => row.Journaled.Input is WaveInput)),
            all.OfType<ConsentCommand>().LongCount())
        {
            Inputs = inputs,
        };
    }

    private static string Counted(long count, string one, string? several = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several ?? one + "s")}");
}
