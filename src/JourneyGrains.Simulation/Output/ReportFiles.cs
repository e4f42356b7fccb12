namespace JourneyGrains.Simulation.Output;

/// <summary>
/// The report as files: messages.jsonl in order of the moment, transcript.jsonl by customer, problems.jsonl, totals.json, digest.txt, and
/// report.html for people.
/// </summary>
internal sealed class ReportFiles : IDisposable
{
    private readonly string folder;

    public ReportFiles(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
    }

    public SpilledLines Messages { get; } = new();

    public SpilledLines Transcript { get; } = new();

    /// <param name="recording">The file whose lines the problems are of; null: there are several.</param>
    public void Write(Report report, string? recording)
    {
        Messages.WriteTo(In("messages.jsonl"));
        Transcript.WriteTo(In("transcript.jsonl"));
        Lines(
            "problems.jsonl",
            [
                .. report.Bad.Select(bad => ReportJson.Problem(bad.File ?? recording, bad.Line, bad.Reason)),
                .. report.Refused.Select(
                    refused => ReportJson.Problem(recording, refused.Line, $"{refused.Refusal.Code}: {refused.Refusal.Reason}")),
            ]);
        File.WriteAllBytes(In("totals.json"), ReportJson.TotalsOf(report));
        File.WriteAllText(In("digest.txt"), report.Findings.Outcome.Digest + "\n");
        File.WriteAllText(In("report.html"), Pages.SimulationPage.Of(report.Findings));
    }

    public void Dispose()
    {
        Messages.Dispose();
        Transcript.Dispose();
    }

    private string In(string name) => Path.Combine(folder, name);

    private void Lines(string name, IEnumerable<byte[]> lines)
    {
        using var file = new BufferedStream(File.Create(In(name)), 64 * 1024);
        foreach (var line in lines)
        {
            file.Write(line);
            file.WriteByte((byte)'\n');
        }
    }
}
