namespace JourneyGrains.Architecture.Tests.Projects;

/// <summary>The arrows between projects point one way, and the rules need neither a cluster nor a database.</summary>
public sealed class ArrowTests
{
    private static readonly string[] Tops = ["JourneyGrains.Silo", "JourneyGrains.CommandLine"];

    private static readonly string[] OrleansFree =
        ["JourneyGrains.Core", "JourneyGrains.Definitions", "JourneyGrains.Simulation", "JourneyGrains.Delivery"];

    /// <summary>What each project under src may reference. A new project gets its line here.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Core"] = [],
        ["Definitions"] = ["Core"],
        ["Simulation"] = ["Core", "Definitions"],
        ["Contracts"] = ["Core"],
        ["Storage"] = ["Core", "Contracts"],
        ["Delivery"] = ["Core", "Definitions"],
        ["Grains"] = ["Contracts", "Definitions", "Storage", "Delivery"],
        ["Client"] = ["Contracts"],
    };

    public static TheoryData<string> Sources =>
        [.. ProjectFile.All.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal)).Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_project_references_only_what_lies_below_it(string name)
    {
        Assert.True(Arrows.TryGetValue(name["JourneyGrains.".Length..], out var allowed), $"{name} has no line in the arrows.");
        var wrong = ProjectFile.Named(name).References.Except(allowed.Select(below => $"JourneyGrains.{below}"));
        Violations.None($"{name} must not reference these; see docs/architecture.md.", wrong);
    }

    [Fact]
    public void Every_arrow_is_of_a_project_that_exists() =>
        Violations.None("No such project.", Arrows.Keys.Select(name => $"JourneyGrains.{name}").Except(ProjectFile.All.Select(project => project.Name)));

    [Fact]
    public void The_core_stands_on_NodaTime_alone()
    {
        var core = ProjectFile.Named("JourneyGrains.Core");
        Assert.Empty(core.References);
        Assert.Equal(["NodaTime"], core.Packages);
    }

    [Fact]
    public void Silo_and_command_line_are_referenced_by_tests_and_benchmarks_only() =>
        Violations.None(
            "Silo and command line stand on top: only tests and benchmarks may reference them.",
            from project in ProjectFile.All
            where !project.IsTest && !project.IsBenchmark
            from name in project.References.Intersect(Tops)
            select $"{project.Name} -> {name}");

    [Fact]
    public void Rules_definitions_simulation_and_delivery_need_no_Orleans()
    {
        var named = OrleansFree.Concat(OrleansFree.Select(name => $"{name}.Tests")).Select(ProjectFile.Named).ToList();
        Violations.None("These must restore without an Orleans package.", named.Where(project => project.NeedsOrleans).Select(project => project.Name));
    }
}
