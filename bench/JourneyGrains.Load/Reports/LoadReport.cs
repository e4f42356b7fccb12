using System.Globalization;
using System.Text;
using JourneyGrains.Load.Databases;
using JourneyGrains.Load.Measuring;

namespace JourneyGrains.Load.Reports;

/// <summary>The results of a run as markdown.</summary>
internal static class LoadReport
{
    public static string Write(LoadOptions options, ReportHead head, ILoadDatabase database, LoadResults results)
    {
        var text = head.Begin($"Load: one silo on {database.Name.Split(' ')[0]}, end to end", database, results.Collector);
        text.Line($"- {options.Customers:N0} customers, seed {options.Seed}");
        Throughput(text, results.Speeds);
        Latency(text, options, results);
        Sizes(text, options, results);
        return text.ToString();
    }

    private static void Throughput(StringBuilder text, LoadSpeeds speeds)
    {
        text.Line($"\n## Throughput\n");
        text.Line($"Median of the rounds, which took turns, after {LoadOptions.WarmRounds} of each that do not count; each column by itself, so that sums need not be");
        text.Line($"exact. The silo is a process of its own, the generator a client of its gateway; the raw batches run in the generator. CPU is");
        text.Line($"milliseconds per 1,000 events of each: of processes by /proc, of the database the server's and all its children's. An embedded database is in its caller's.\n");
        text.Line($"| | events/s | rounds | CPU silo | CPU database | silo + database | CPU generator | of raw | of naive |");
        text.Line($"|---|---:|---|---:|---:|---:|---:|---:|---:|");
        foreach (var speed in speeds.All)
        {
            var rounds = string.Join(", ", speed.Rounds.Select(round => round.ToString("N0", CultureInfo.InvariantCulture)));
            var (ofRaw, ofNaive) = (speed.PerSecond / speeds.Raw.PerSecond, speed.PerSecond / speeds.Naive.PerSecond);
            var silo = speed.PerThousand(usage => usage.Silo);
            var both = speed.PerThousand(usage => usage.Silo + (usage.Database ?? TimeSpan.Zero));
            var (database, generator) = (speed.PerThousand(usage => usage.Database), speed.PerThousand(usage => usage.Generator));
            text.Line(
                $"| {speed.Name} | {speed.PerSecond:N0} | {rounds} | {silo.Shown()} | {database.Shown()} | {both.Shown()} | {generator.Shown()} | {ofRaw:N2} | {ofNaive:N1} |");
        }

        text.Line();
        foreach (var speed in speeds.All)
        {
            text.Line($"- **{speed.Name}**: {speed.What}");
        }

        text.Line($"\nWaking costs: a sleeping customer's event goes at {speeds.Asleep.PerSecond / speeds.Awake.PerSecond:N2} of an awake one's speed.");
    }

    private static void Latency(StringBuilder text, LoadOptions options, LoadResults results)
    {
        text.Line($"\n## Latency at {options.Rate:N0} events/s for {options.RateSeconds} s\n");
        text.Line($"Milliseconds from the moment the event was to be published, late publishing included (corrected for coordinated omission).\n");
        text.Line($"| until | events | p50 | p90 | p99 | p99.9 | highest |");
        text.Line($"|---|---:|---:|---:|---:|---:|---:|");
        Row(text, "acknowledged: durable in the log", results.Acknowledged);
        Row(text, "turn committed", results.Committed);
        Row(text, "message handed over", results.HandedOver);
        var (silo, database) = (PerThousand(results.Paced.Silo), results.Paced.Database is { } cpu ? PerThousand(cpu) : double.NaN);
        text.Line($"\nCPU at this rate, per 1,000 events: silo {silo.Shown()} ms, database {database.Shown()} ms, generator {PerThousand(results.Paced.Generator).Shown()} ms.");

        double PerThousand(TimeSpan time) => time.TotalMilliseconds * 1000 / options.RateEvents;
    }

    private static void Sizes(StringBuilder text, LoadOptions options, LoadResults results)
    {
        var memory = results.Memory;
        text.Line($"\n## Memory and disk\n");
        text.Line($"| | bytes a customer |");
        text.Line($"|---|---:|");
        text.Line($"| managed heap of the silo, awake after two events, over all asleep before | {Each(memory.Awake - memory.Asleep):N0} |");
        text.Line($"| managed heap of the silo, awake after the rounds, over all asleep right after | {Each(memory.Busy - memory.AsleepAgain):N0} |");
        text.Line($"| left of it by the rounds, all asleep: caches and buffers, which have bounds | {Each(memory.AsleepAgain - memory.Asleep):N0} |");
        text.Line($"| stored state, as written | {results.Rows.State:N0} |");
        text.Line();
        text.Line($"Disk at the end, after about {options.EventsOfEach:N0} events of each customer:\n");
        text.Line($"| | bytes | of its indices | a customer |");
        text.Line($"|---|---:|---:|---:|");
        foreach (var table in results.Tables)
        {
            text.Line($"| {table.Table} | {table.Bytes:N0} | {table.IndexBytes:N0} | {(table.Bytes + table.IndexBytes) / options.Customers:N0} |");
        }

        var rows = results.Rows;
        text.Line($"\nOther rows, on average: transcript entry {rows.Entry:N0} B, journal {rows.Journal:N0} B, event properties {rows.Property:N0} B.");

        long Each(long bytes) => bytes / options.Customers;
    }

    private static void Row(StringBuilder text, string until, Percentiles of) =>
        text.Line($"| {until} | {of.Count:N0} | {of.P50:N1} | {of.P90:N1} | {of.P99:N1} | {of.P999:N1} | {of.Highest:N1} |");
}
