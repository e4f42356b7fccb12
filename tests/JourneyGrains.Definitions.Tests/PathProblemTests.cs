namespace JourneyGrains.Definitions.Tests;

/// <summary>What keeps a file from being used is told in a person's words.</summary>
public sealed class PathProblemTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("journeygrains-paths-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_that_is_not_there_is_told_with_the_folder_that_is_missing()
    {
        var (missing, below) = (In("none.csv"), In("no", "such", "none.csv"));

        Assert.Equal($"There is no '{missing}'.", Told(() => File.ReadAllText(missing)));
        Assert.Equal($"There is no '{below}': there is no folder '{In("no")}'.", Told(() => File.ReadAllText(below)));
        Assert.Equal($"There is no '{below}': there is no folder '{In("no")}'.", Told(() => File.WriteAllText(below, "")));
    }

    [Fact]
    public void A_file_where_a_folder_is_needed_and_a_folder_where_a_file_is_are_told()
    {
        File.WriteAllText(In("a"), "");
        var below = In("a", "b", "c");

        Assert.Equal($"There is no '{below}': '{In("a")}' is a file, and no folder.", Told(() => File.ReadAllText(below)));
        Assert.Equal($"'{folder}' is a folder, and no file.", Told(() => File.ReadAllText(folder)));
        Assert.Equal($"'{In("a")}' is a file, and no folder.", WhyNotMade(() => Directory.CreateDirectory(below)));
        Assert.Equal($"'{In("a")}' is a file, and no folder.", WhyNotMade(() => Directory.CreateDirectory(In("a"))));
    }

    [Fact]
    public void What_is_not_of_a_path_keeps_its_own_words()
    {
        Assert.Equal("The disk is full.", PathProblem.Told(new IOException("The disk is full.")));
        Assert.Equal("There is no folder 'x' to read from.", PathProblem.Told(new DirectoryNotFoundException("There is no folder 'x' to read from.")));
    }

    private static string Told(Action action) => PathProblem.Told(Assert.ThrowsAny<Exception>(action));

    private static string WhyNotMade(Action action) => PathProblem.WhyNotMade(Assert.ThrowsAny<Exception>(action));

    private string In(params string[] names) => Path.Combine([folder, .. names]);
}
