namespace JourneyGrains.Faults.Tests.Checks;

/// <summary>What a check found.</summary>
internal sealed class Verdict
{
    private readonly List<string> violations = [];
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Violations => violations;

    /// <summary>What was counted, by name.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    public void Count(string what, long times) => counts[what] = counts.GetValueOrDefault(what) + times;

    public void Violated(string promise, string how) => violations.Add($"{promise}: {how}");

    public void Expect(bool holds, string promise, string how)
    {
        if (!holds)
        {
            Violated(promise, how);
        }
    }
}
