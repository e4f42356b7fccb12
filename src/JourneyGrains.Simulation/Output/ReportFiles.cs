namespace JourneyGrains.Simulation.Output;

/// <summary>The report as files: messages.jsonl, transcript.jsonl, problems.jsonl, totals.json and digest.txt.</summary>
internal static class ReportFiles
{
    public static void Write(Report report, string folder)
    {
        Directory.CreateDirectory(folder);
        var result = report.Result;
        Lines(folder, "messages.jsonl", result.Messages.Select(ReportJson.Message));
        Lines(folder, "transcript.jsonl", result.Customers.SelectMany(Transcript));
        Lines(
            folder, "problems.jsonl",
            [
                .. report.Bad.Select(bad => ReportJson.Problem(bad.File ?? "", bad.Line, bad.Reason)),
                .. result.Refused.Select(
                    refused => ReportJson.Problem("", refused.Line, $"{refused.Refusal.Code}: {refused.Refusal.Reason}")),
            ]);
        File.WriteAllBytes(Path.Combine(folder, "totals.json"), ReportJson.TotalsOf(result));
        File.WriteAllText(Path.Combine(folder, "digest.txt"), result.Digest + "\n");
    }

    private static IEnumerable<byte[]> Transcript(SimulatedCustomer customer) =>
        customer.Entries.Select(entry => ReportJson.Entry(customer.Id, entry));

    private static void Lines(string folder, string name, IEnumerable<byte[]> lines)
    {
        using var file = new BufferedStream(File.Create(Path.Combine(folder, name)), 64 * 1024);
        foreach (var line in lines)
        {
            file.Write(line);
            file.WriteByte((byte)'\n');
        }
    }
}
