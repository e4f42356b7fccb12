using System.Collections.Immutable;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads where a journey takes runs of its older versions over.</summary>
internal sealed class MigrationReader(FileProblems problems, IReadOnlyCollection<string> steps)
{
    private const int MigrationsMax = 50;

    public ImmutableArray<Migration> Read(MapReader journey)
    {
        var items = journey.Items("migrate");
        if (items.Count > MigrationsMax)
        {
            problems.Add(items[MigrationsMax].At, $"A journey has {MigrationsMax} migrations at most. Leave out those from versions with no run on them.");
        }

        return [.. items.Take(MigrationsMax).Select(Read).OfType<Migration>()];
    }

    private Migration? Read(Node item)
    {
        var map = MapReader.Of(item, problems, "a migration", "from", "steps");
        if (map?.RequiredText("from") is not { } from)
        {
            return null;
        }

        if (from.Text != Migration.All && !JourneyVersion.Is(from.Text))
        {
            problems.Add(from.At, $"'from' is a version, like 3f1c9a7be012, or 'all'; here stands {from.Description}. 'definitions list' shows the versions.");
        }

        return new(from.Text, ReadSteps(map.Node("steps")));
    }

    private ImmutableSortedDictionary<string, string> ReadSteps(Node? node)
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (node is null)
        {
            return read.ToImmutable();
        }

        if (node is not MapNode map)
        {
            problems.Add(node.At, $"'steps' is a mapping of a step's old id to its new one, or to exit; here stands {node.Description}.");
            return read.ToImmutable();
        }

        foreach (var (old, value) in map.Entries)
        {
            if (value is not TextNode { Text.Length: > 0 } to)
            {
                problems.Add(value.At, $"'{old.Text}' goes to a step of this journey or to exit; here stands {value.Description}.");
            }
            else if (to.Text != Migration.Exit && !steps.Contains(to.Text))
            {
                problems.AddUnknown(to, "step in this journey", [.. steps, Migration.Exit]);
            }
            else
            {
                read[old.Text] = to.Text;
            }
        }

        return read.ToImmutable();
    }
}
