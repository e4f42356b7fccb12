using JourneyGrains.Load.Databases;
using JourneyGrains.Load.Measuring;
using JourneyGrains.Load.Reports;

namespace JourneyGrains.Load.DuePump;

/// <summary>Lateness, plans and cost of the pump, as markdown.</summary>
internal static class DuePumpReport
{
    public static string Write(DuePumpOptions options, ReportHead head, PostgresDatabase database, DuePumpResults results)
    {
        var text = head.Begin($"Due pump: {options.Waiting:N0} customers wait, {options.Due:N0} are due within {options.Seconds} s", database, results.Collector);
        var turns = results.Turns;
        text.Line($"\n## Lateness\n");
        text.Line($"Milliseconds from the moment something was due until its turn was durable; each sends a message, and {results.Messages:N0} were handed over.\n");
        text.Line($"| turns | p50 | p90 | p99 | p99.9 | highest |");
        text.Line($"|---:|---:|---:|---:|---:|---:|");
        text.Line($"| {turns.Count:N0} | {turns.P50:N0} | {turns.P90:N0} | {turns.P99:N0} | {turns.P999:N0} | {turns.Highest:N0} |");
        text.Line($"\n## Cost\n");
        text.Line($"CPU in milliseconds a second.\n");
        text.Line($"| | silo | database |");
        text.Line($"|---|---:|---:|");
        text.Line($"| idle, nobody waits | {Rate(results.IdleEmpty, results.IdleEmpty.Silo):N1} | {Rate(results.IdleEmpty, results.IdleEmpty.Database):N1} |");
        text.Line($"| idle, {options.Waiting:N0} wait | {Rate(results.Idle, results.Idle.Silo):N1} | {Rate(results.Idle, results.Idle.Database):N1} |");
        text.Line($"| while they are due, and added before | {Rate(results.Busy, results.Busy.Silo):N1} | {Rate(results.Busy, results.Busy.Database):N1} |");
        text.Line($"\n## How the database finds them\n");
        text.Line($"The pump's statement for one partition with nothing due, when {options.Waiting / 100:N0} wait and when {options.Waiting:N0} do:\n");
        text.Line($"```\n{results.FewPlan}\n\n{results.ManyPlan}\n```");
        return text.ToString();
    }

    private static double Rate(Usage usage, TimeSpan? cpu) => cpu is { } time ? time.TotalMilliseconds / usage.Took.TotalSeconds : double.NaN;
}
