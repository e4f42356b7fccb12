using JourneyGrains.Core.Expressions;

namespace JourneyGrains.Core.Journeys;

/// <summary>What a migration names and the versions it is for do not have: it moves nobody, and only their transcripts would say so.</summary>
/// <param name="older">The versions of the journey that could be read.</param>
/// <param name="known">The names of all versions that runs may be on; null: it is not known which those are.</param>
public sealed class MigrationNotes(Journey journey, IReadOnlyCollection<Journey> older, IReadOnlyCollection<string>? known)
{
    private const int ToldMax = 20;

    private readonly Journey[] before = [.. older.Where(version => version.Version != journey.Version)];

    /// <summary>A sentence for each; none where all that is named is there.</summary>
    public IEnumerable<string> All() => journey.Migrations.SelectMany(Of).Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Of(Migration migration)
    {
        if (migration.From == Migration.All)
        {
            // While it is not known which versions there are, a step that none of these has may be one of another's.
            return known is null || before.Length == 0
                ? []
                : OfSteps(migration, $"no older version ({Told(before.Select(version => version.Version))}) has one of that id. Their", before);
        }

        if (older.FirstOrDefault(version => version.Version == migration.From) is { } from)
        {
            return OfSteps(migration, "that version has none of that id. Its", [from]);
        }

        return known is null || known.Contains(migration.From) || migration.From == journey.Version
            ? []
            : [$"{About(migration)} moves nobody: there is no such version. {Known(known)}{Suggest(migration.From, known)}"];
    }

    private IEnumerable<string> OfSteps(Migration migration, string none, Journey[] versions)
    {
        var steps = versions.SelectMany(version => version.Steps.Select(step => step.Id)).Distinct(StringComparer.Ordinal).ToArray();
        return migration.Steps.Keys.Except(steps, StringComparer.Ordinal).Select(step =>
            $"{About(migration)} moves nobody from step '{step}': {none} steps: {Told(steps)}.{Suggest(step, steps)}");
    }

    private string About(Migration migration) => $"journey {journey.Name}: 'migrate' from {migration.From}";

    private static string Known(IReadOnlyCollection<string> known) =>
        known.Count == 0 ? "None was published yet." : $"Known: {Told(known.Order(StringComparer.Ordinal))}.";

    private static string Told(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return string.Join(", ", all.Take(ToldMax)) + (all.Length > ToldMax ? $" and {all.Length - ToldMax} more" : "");
    }

    private static string Suggest(string given, IEnumerable<string> names) => Suggestions.For(given, names) is { } near ? $" Did you mean '{near}'?" : "";
}
