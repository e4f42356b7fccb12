using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;

namespace JourneyGrains.CommandLine.Publishing;

/// <summary>Notes, once for each, types that are almost a well-known one: as custom types they are good, but hardly what was meant.</summary>
internal sealed class TypeNotes(TextWriter writer)
{
    private const int TypesMax = 1_000;
    private const int DistanceMax = 2;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public void Look(string type)
    {
        if (seen.Count < TypesMax && seen.Add(type) && EventTypes.Find(type) is null && Near(type) is { } known)
        {
            writer.WriteLine($"'{type}' is taken as a custom type; did you mean '{known}'?");
        }
    }

    // A misspelt name keeps its length, or nearly; 'product.reviewed' is not 'product.viewed' misspelt.
    private static string? Near(string type) => Suggestions.For(
        type, EventTypes.WellKnown.Select(known => known.Name).Where(name => Math.Abs(name.Length - type.Length) <= 1), DistanceMax);
}
