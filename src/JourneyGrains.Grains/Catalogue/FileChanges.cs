using JourneyGrains.Contracts.Operations;
using JourneyGrains.Definitions;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>Tells which files of definitions are new, changed and gone.</summary>
internal static class FileChanges
{
    /// <param name="before">Null: none, or they are no longer kept; all are new then.</param>
    /// <param name="any">Whether they differ in anything.</param>
    public static ReloadChanges Between(DefinitionFiles? before, DefinitionFiles after, bool any)
    {
        var known = before?.Files.ToDictionary(file => file.Name, StringComparer.Ordinal) ?? [];
        var names = after.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        return new(
            any,
            [.. names.Where(name => !known.ContainsKey(name)).Order(StringComparer.Ordinal)],
            [.. after.Files.Where(file => known.TryGetValue(file.Name, out var own) && !own.Bytes.AsSpan().SequenceEqual(file.Bytes)).Select(file => file.Name)],
            [.. known.Keys.Except(names).Order(StringComparer.Ordinal)],
            []);
    }
}
