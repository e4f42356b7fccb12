using System.Text.RegularExpressions;

namespace JourneyGrains.Architecture.Tests.Sources;

/// <summary>The repository works on any machine.</summary>
public sealed partial class MachinePathTests
{
    [Fact]
    public void No_file_names_a_path_of_one_machine() =>
        Violations.None(
            "Name no folder of one machine: use a relative path, a setting or mktemp.",
            from file in SourceTree.Files
            where file.IsText
            from line in file.Lines().Index()
            where MachinePath().IsMatch(line.Item) && !line.Item.Contains("mktemp", StringComparison.Ordinal)
            select $"{file.Name}:{line.Index + 1}: {line.Item.Trim()}");

    /// <summary>A folder at the root of a file system; not the end of another path or of a web address.</summary>
    [GeneratedRegex(@"(?<![\w.\-~*}/])/(work|root|tmp|home|Users)/")]
    private static partial Regex MachinePath();
}
