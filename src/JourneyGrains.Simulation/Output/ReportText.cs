using JourneyGrains.Core.Customers;

namespace JourneyGrains.Simulation.Output;

/// <summary>The report for a person.</summary>
internal static class ReportText
{
    /// <summary>Problems listed one by one; with --out all of them are in a file.</summary>
    private const int ProblemsMax = 20;

    public static void Write(Report report, TextWriter output)
    {
        var found = report.Findings;
        output.WriteLine($"{found.Events} events of {found.Outcome.Customers} customers, {found.Messages} messages handed over");
        foreach (var (name, count) in found.Outcome.Totals)
        {
            output.WriteLine($"{count,10}  {InWords(name)}");
        }

        var results = new System.Text.StringBuilder();
        ResultsText.Write(results, found.Outcome.Results);
        output.Write(results);
        Problems("events refused", found.Refused, report.Refused.Select(Line), output);
        Problems("lines not read", report.Bad.Count, report.Bad.Select(bad => bad.ToString()), output);
        output.WriteLine($"digest {found.Outcome.Digest}");
    }

    /// <summary>cart-recovery: handed over, for the name of the total, cart-recovery/HandedOver.</summary>
    private static string InWords(string total)
    {
        var slash = total.LastIndexOf('/');
        return $"{total[..slash]}: {Enum.Parse<LineKind>(total.AsSpan(slash + 1)).Word()}";
    }

    private static string Line(RefusedEvent refused) => $"line {refused.Line}: {refused.Refusal.Code}: {refused.Refusal.Reason}";

    private static void Problems(string title, long count, IEnumerable<string> problems, TextWriter output)
    {
        if (count == 0)
        {
            return;
        }

        output.WriteLine($"{count} {title}");
        foreach (var problem in problems.Take(ProblemsMax))
        {
            output.WriteLine($"  {problem}");
        }

        if (count > ProblemsMax)
        {
            output.WriteLine($"  and {count - ProblemsMax} more");
        }
    }
}
