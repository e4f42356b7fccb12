namespace JourneyGrains.Architecture.Tests;

/// <summary>Fails with every place that breaks a rule, not with the first.</summary>
internal static class Violations
{
    public static void None(string rule, IEnumerable<string> places)
    {
        var found = places.ToList();
        Assert.True(found.Count == 0, $"{rule}\n  {string.Join("\n  ", found)}");
    }
}
