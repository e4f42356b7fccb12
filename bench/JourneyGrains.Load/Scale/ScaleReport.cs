using System.Globalization;
using System.Text;
using JourneyGrains.Load.Measuring;
using JourneyGrains.Load.Reports;

namespace JourneyGrains.Load.Scale;

/// <summary>Cost by the number of customers known, as markdown.</summary>
internal static class ScaleReport
{
    public static string Write(ScaleOptions options, ReportHead head, ScaleSide few, ScaleSide many, string collector)
    {
        var text = head.Begin($"Scale: {options.Few:N0} and {options.Many:N0} known customers", many.Cluster.Database, collector);
        text.Line($"\nTwo silos on two databases of one server take turns, {options.Rounds} rounds of {options.Events:N0} events each; the same number of customers, {options.Active:N0}, spread");
        text.Line($"over all that are known, have events. Median of the rounds, after {LoadOptions.WarmRounds} that do not count; CPU in milliseconds per 1,000 events.\n");
        text.Line($"| known | events/s | rounds | CPU silo | CPU database | silo + database |");
        text.Line($"|---:|---:|---|---:|---:|---:|");
        Row(text, few.Known, few.Events);
        Row(text, many.Known, many.Events);
        var (cpu, time) = (many.Events.Beside(few.Events, BothOf), few.Events.Beside(many.Events));
        text.Line($"\nFrom {options.Few:N0} to {options.Many:N0} known customers an event costs {cpu:N2} times the CPU and {time:N2} times the time: the median of the");
        text.Line($"rounds' ratios, each to the one beside it. Of the medians above it is {Both(many.Events) / Both(few.Events):N2} and {few.Events.PerSecond / many.Events.PerSecond:N2}.");
        text.Line($"\n## Waking\n");
        text.Line($"One product view of each of the {options.Active:N0} while all are asleep, and then of each awake; median of {options.Rounds} rounds after one.\n");
        text.Line($"| known | asleep, events/s | awake, events/s | asleep of awake | silo + database, asleep | awake |");
        text.Line($"|---:|---:|---:|---:|---:|---:|");
        foreach (var side in new[] { few, many })
        {
            var (asleep, awake) = (side.Asleep, side.Awake);
            text.Line(
                $"| {side.Known:N0} | {asleep.PerSecond:N0} | {awake.PerSecond:N0} | {asleep.PerSecond / awake.PerSecond:N2} | {Both(asleep):N0} | {Both(awake):N0} |");
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, int known, Speed speed)
    {
        var rounds = string.Join(", ", speed.Rounds.Select(round => round.ToString("N0", CultureInfo.InvariantCulture)));
        var (silo, database) = (speed.PerThousand(usage => usage.Silo), speed.PerThousand(usage => usage.Database));
        text.Line($"| {known:N0} | {speed.PerSecond:N0} | {rounds} | {silo.Shown()} | {database.Shown()} | {Both(speed).Shown()} |");
    }

    private static double Both(Speed speed) => speed.PerThousand(BothOf);

    private static TimeSpan? BothOf(Usage usage) => usage.Silo + (usage.Database ?? TimeSpan.Zero);
}
