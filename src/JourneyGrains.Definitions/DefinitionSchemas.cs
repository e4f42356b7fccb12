using System.Collections.Immutable;

namespace JourneyGrains.Definitions;

/// <summary>The JSON Schemas by which an editor checks and completes the files: journey, campaign, segment, offer, programme, brand, sending, events.</summary>
public static class DefinitionSchemas
{
    private const string Suffix = ".schema.json";

    /// <summary>The names of their files: journey.schema.json.</summary>
    public static ImmutableArray<string> FileNames { get; } =
    [
        .. typeof(DefinitionSchemas).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Suffix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a schema.</summary>
    /// <exception cref="KeyNotFoundException">There is no schema of that name.</exception>
    public static string Read(string fileName)
    {
        using var stream = typeof(DefinitionSchemas).Assembly.GetManifestResourceStream(fileName)
            ?? throw new KeyNotFoundException($"There is no schema '{fileName}'. Known: {string.Join(", ", FileNames)}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
