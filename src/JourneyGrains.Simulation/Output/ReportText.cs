namespace JourneyGrains.Simulation.Output;

/// <summary>The report for a person.</summary>
internal static class ReportText
{
    /// <summary>Problems listed one by one; with --out all of them are in a file.</summary>
    private const int ProblemsMax = 20;

    public static void Write(Report report, TextWriter output)
    {
        var result = report.Result;
        output.WriteLine($"{report.Events} events of {result.Customers.Length} customers, {result.Messages.Count()} messages handed over");
        foreach (var (name, count) in result.Totals)
        {
            output.WriteLine($"{count,10}  {name}");
        }

        Problems("events refused", [.. result.Refused.Select(Line)], output);
        Problems("lines not read", [.. report.Bad.Select(bad => bad.ToString())], output);
        output.WriteLine($"digest {result.Digest}");
    }

    private static string Line(RefusedEvent refused) => $"line {refused.Line}: {refused.Refusal.Code}: {refused.Refusal.Reason}";

    private static void Problems(string title, string[] problems, TextWriter output)
    {
        if (problems.Length == 0)
        {
            return;
        }

        output.WriteLine($"{problems.Length} {title}");
        foreach (var problem in problems.Take(ProblemsMax))
        {
            output.WriteLine($"  {problem}");
        }

        if (problems.Length > ProblemsMax)
        {
            output.WriteLine($"  and {problems.Length - ProblemsMax} more");
        }
    }
}
