using System.Globalization;
using System.Text;
using JourneyGrains.Load.Measuring;

namespace JourneyGrains.Load.Reports;

/// <summary>The results as markdown.</summary>
internal static class LoadReport
{
    public const string Silo = "silo, full speed";
    public const string Raw = "raw batches";
    public const string Naive = "naive";
    public const string Calls = "bare grain calls";
    public const string Waking = "silo, asleep";
    public const string Awake = "silo, awake";

    public static string Write(LoadOptions options, string arguments, string loadBefore, DateTimeOffset date, LoadResults results)
    {
        var text = new StringBuilder();
        text.AppendLine("# Load: one silo on SQLite, end to end").AppendLine();
        Line(text, $"- date: {date:yyyy-MM-dd HH:mm} UTC");
        Line(text, $"- machine: {Machine.Describe()}");
        Line(text, $"- load averages before and after: {loadBefore}; {Machine.LoadAverages()}");
        Line(text, $"- command: `dotnet run -c Release --project bench/JourneyGrains.Load -- {arguments}`");
        Line(text, $"- {options.Customers:N0} customers, seed {options.Seed}");
        if (options.Note.Length > 0)
        {
            Line(text, $"- note: {options.Note}");
        }

        Throughput(text, results);
        Latency(text, options, results);
        Sizes(text, options, results);
        return text.ToString();
    }

    private static void Throughput(StringBuilder text, LoadResults results)
    {
        var raw = Find(results, Raw).PerSecond;
        var naive = Find(results, Naive).PerSecond;
        text.AppendLine().AppendLine("## Throughput").AppendLine();
        text.AppendLine("Median of the rounds, which took turns. CPU is the whole process's: generator, silo and database.").AppendLine();
        text.AppendLine("| | events/s | rounds | CPU ms per 1,000 | of raw | of naive |");
        text.AppendLine("|---|---:|---|---:|---:|---:|");
        foreach (var speed in results.Speeds)
        {
            var rounds = string.Join(", ", speed.Rounds.Select(round => round.ToString("N0", CultureInfo.InvariantCulture)));
            var (ofRaw, ofNaive) = (speed.PerSecond / raw, speed.PerSecond / naive);
            Line(text, $"| {speed.Name} | {speed.PerSecond:N0} | {rounds} | {speed.CpuPerThousand:N0} | {ofRaw:N2} | {ofNaive:N1} |");
        }

        text.AppendLine();
        foreach (var speed in results.Speeds)
        {
            Line(text, $"- **{speed.Name}**: {speed.What}");
        }

        text.AppendLine();
        Line(text, $"Waking costs: a sleeping customer's event goes at {Find(results, Waking).PerSecond / Find(results, Awake).PerSecond:N2} of an awake one's speed.");
    }

    private static void Latency(StringBuilder text, LoadOptions options, LoadResults results)
    {
        Line(text, $"\n## Latency at {options.Rate:N0} events/s for {options.RateSeconds} s\n");
        text.AppendLine("Milliseconds from the moment the event was to be published, late publishing included (corrected for coordinated omission).").AppendLine();
        text.AppendLine("| until | events | p50 | p90 | p99 | p99.9 | highest |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|---:|");
        Row(text, "acknowledged: durable in the log", results.Acknowledged);
        Row(text, "turn committed", results.Committed);
        Row(text, "message handed over", results.HandedOver);
        text.AppendLine();
        Line(text, $"CPU at this rate: {results.Paced.CpuPerThousand(options.RateEvents):N0} ms per 1,000 events.");
    }

    private static void Sizes(StringBuilder text, LoadOptions options, LoadResults results)
    {
        var memory = results.Memory;
        text.AppendLine("\n## Memory and disk\n");
        text.AppendLine("| | bytes a customer |");
        text.AppendLine("|---|---:|");
        Line(text, $"| managed heap, awake after their first events, over asleep | {(memory.Awake - memory.Asleep) / options.Customers:N0} |");
        Line(text, $"| managed heap, awake after the rounds, over asleep | {(memory.Busy - memory.Asleep) / options.Customers:N0} |");
        Line(text, $"| stored state | {results.Rows.State:N0} |");
        Line(text, $"| database with log, transcript and journal of all events | {memory.Disk / options.Customers:N0} |");
        text.AppendLine();
        Line(text, $"Other rows, on average: transcript entry {results.Rows.Entry:N0} B, journal {results.Rows.Journal:N0} B, event properties {results.Rows.Properties:N0} B.");
    }

    private static Speed Find(LoadResults results, string name) => results.Speeds.First(speed => speed.Name == name);

    private static void Row(StringBuilder text, string until, Percentiles of) =>
        Line(text, $"| {until} | {of.Count:N0} | {of.P50:N1} | {of.P90:N1} | {of.P99:N1} | {of.P999:N1} | {of.Highest:N1} |");

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
