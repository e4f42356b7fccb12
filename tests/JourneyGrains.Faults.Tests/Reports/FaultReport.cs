using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using JourneyGrains.Faults.Tests.Rounds;
using JourneyGrains.Faults.Tests.Schedules;

namespace JourneyGrains.Faults.Tests.Reports;

/// <summary>Many rounds as a document: on what, what was done, what was counted, and what did not hold.</summary>
internal static class FaultReport
{
    public static string Write(IReadOnlyList<RoundOutcome> outcomes, string command)
    {
        var text = new StringBuilder();
        Line(text, "# Faults survived");
        Line(text, "");
        Line(text, $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, .NET {Environment.Version}.");
        Line(text, "");
        Line(text, $"    dotnet run --project tests/JourneyGrains.Faults.Tests -- {command}");
        Line(text, "");
        Line(text, $"{outcomes.Count} rounds, {outcomes.Count(outcome => outcome.Holds)} held, {outcomes.Count(outcome => !outcome.Holds)} did not; "
            + $"{outcomes.Sum(outcome => outcome.Took.TotalMinutes):0} minutes, {outcomes.Average(outcome => outcome.Took.TotalSeconds):0.0} s a round.");
        Line(text, "What a round is and what is checked: [docs/guarantees.md](../../docs/guarantees.md).");
        Table(text, "Rounds", outcomes.CountBy(Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => (kind.Key, (long)kind.Value)));
        Table(text, "Faults", Enum.GetValues<FaultKind>().Select(kind => (kind.ToString(), (long)outcomes.Sum(outcome => outcome.Faults.Count(done => done == kind)))));
        Table(text, "Counted", outcomes.SelectMany(outcome => outcome.Verdict.Counts).GroupBy(count => count.Key, StringComparer.Ordinal)
            .OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => (count.Key, count.Sum(one => one.Value))));
        Failures(text, [.. outcomes.Where(outcome => !outcome.Holds)]);
        return text.ToString();
    }

    private static string Kind(RoundOutcome outcome)
    {
        var plan = outcome.Plan;
        return $"{plan.Store}, {(plan.FollowsLog ? "the log's time" : "own time")}, {(plan.Numbered ? "numbered" : "not numbered")}, {plan.Silos} silo{(plan.Silos > 1 ? "s" : "")}";
    }

    private static void Table(StringBuilder text, string title, IEnumerable<(string Name, long Count)> rows)
    {
        Line(text, "");
        Line(text, $"## {title}");
        Line(text, "");
        Line(text, "| | count |");
        Line(text, "|---|---|");
        foreach (var (name, count) in rows)
        {
            Line(text, $"| {name} | {count:N0} |");
        }
    }

    private static void Failures(StringBuilder text, IReadOnlyList<RoundOutcome> failures)
    {
        if (failures.Count == 0)
        {
            return;
        }

        Line(text, "");
        Line(text, "## What did not hold");
        Line(text, "");
        foreach (var outcome in failures)
        {
            var why = outcome.Verdict.Violations.Concat(outcome.Problem is { } problem ? [problem.Split('\n')[0]] : []).Take(3);
            Line(text, $"- {outcome.Plan}: {string.Join("; ", why)}");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
