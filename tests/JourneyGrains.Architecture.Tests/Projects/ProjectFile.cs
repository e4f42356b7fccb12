using System.Xml.Linq;

namespace JourneyGrains.Architecture.Tests.Projects;

/// <summary>What a project file says of its dependencies.</summary>
/// <param name="Path">From the root, with '/'.</param>
/// <param name="References">Names of the projects it references.</param>
/// <param name="Packages">Names of the packages it references itself.</param>
internal sealed record ProjectFile(string Name, string Path, IReadOnlySet<string> References, IReadOnlySet<string> Packages)
{
    private static readonly Dictionary<string, ProjectFile> ByName = SourceTree.Files
        .Where(file => file.Name.EndsWith(".csproj", StringComparison.Ordinal))
        .Select(Read)
        .ToDictionary(project => project.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<ProjectFile> All => ByName.Values;

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public bool IsBenchmark => Path.StartsWith("bench/", StringComparison.Ordinal);

    /// <summary>Whether an Orleans package is needed to restore it, its own or one of a project it references.</summary>
    public bool NeedsOrleans =>
        Packages.Any(package => package.Contains("Orleans", StringComparison.OrdinalIgnoreCase)) || References.Any(name => Named(name).NeedsOrleans);

    public static ProjectFile Named(string name) =>
        ByName.TryGetValue(name, out var project) ? project : throw new InvalidOperationException($"There is no project {name}.");

    private static ProjectFile Read(SourceFile file)
    {
        var root = XDocument.Load(file.Path).Root!;
        return new(
            System.IO.Path.GetFileNameWithoutExtension(file.Name),
            file.Name,
            Included(root, "ProjectReference").Select(path => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))).ToHashSet(),
            Included(root, "PackageReference").ToHashSet());
    }

    private static IEnumerable<string> Included(XElement root, string element) =>
        root.Descendants(element).Select(item => item.Attribute("Include")?.Value).OfType<string>();
}
