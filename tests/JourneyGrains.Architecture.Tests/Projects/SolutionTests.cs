using System.Text.Json;

namespace JourneyGrains.Architecture.Tests.Projects;

/// <summary>Solution and solution filter hold what they promise.</summary>
public sealed class SolutionTests
{
    [Fact]
    public void The_core_filter_holds_exactly_the_projects_without_Orleans()
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "JourneyGrains.Core.slnf")));
        var held = filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray()
            .Select(project => project.GetString()!.Replace('\\', '/')).ToHashSet(StringComparer.Ordinal);
        var free = ProjectFile.All.Where(project => !project.NeedsOrleans).Select(project => project.Path).ToHashSet(StringComparer.Ordinal);
        Violations.None("JourneyGrains.Core.slnf lacks these, which need no Orleans.", free.Except(held));
        Violations.None("JourneyGrains.Core.slnf must not hold these: they need Orleans, or do not exist.", held.Except(free));
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(SourceTree.Root, "JourneyGrains.sln")).Replace('\\', '/');
        var missing = ProjectFile.All.Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal));
        Violations.None("JourneyGrains.sln lacks these: dotnet sln add.", missing.Select(project => project.Path));
    }
}
