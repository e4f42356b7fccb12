using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Definitions;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>The definition files of this silo's folder, as they were when it was read.</summary>
internal sealed record SiloFiles(DefinitionFiles Raw, LoadedDefinitions Loaded)
{
    public DefinitionSet Definitions => Loaded.Definitions!;

    public static SiloFiles Read(string folder)
    {
        var raw = DefinitionFiles.Of(folder);
        return new(raw, DefinitionReader.Read(raw));
    }
}

/// <summary>The folder of definitions has errors.</summary>
public sealed class DefinitionException(string folder, ImmutableArray<Diagnostic> diagnostics)
    : Exception($"The definitions in '{folder}' have errors:{Environment.NewLine}{string.Join(Environment.NewLine, diagnostics)}")
{
    public ImmutableArray<Diagnostic> Diagnostics { get; } = diagnostics;
}
