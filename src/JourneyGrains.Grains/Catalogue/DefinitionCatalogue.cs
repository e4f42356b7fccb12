using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>The definitions in force in this silo. Reading them again replaces all of them at once, or none where there is an error.</summary>
public sealed class DefinitionCatalogue
{
    private readonly string folder;
    private volatile LoadedDefinitions loaded;

    /// <param name="folder">The folder of definition files.</param>
    /// <exception cref="DefinitionException">The folder has errors: a silo does not start with half a marketing plan.</exception>
    public DefinitionCatalogue(string folder)
    {
        this.folder = folder;
        loaded = DefinitionReader.Read(folder);
        if (!loaded.Succeeded)
        {
            throw new DefinitionException(folder, loaded.Diagnostics);
        }
    }

    public DefinitionSet Current => loaded.Definitions!;

    public TemplateSet Templates => loaded.Templates!;

    /// <summary>Reads the folder again and, where it is without error, puts it in force.</summary>
    /// <returns>The errors; none: it is in force.</returns>
    public ImmutableArray<Diagnostic> Reload()
    {
        var next = DefinitionReader.Read(folder);
        if (next.Succeeded)
        {
            loaded = next;
        }

        return next.Succeeded ? [] : next.Diagnostics;
    }
}

/// <summary>The folder of definitions has errors.</summary>
public sealed class DefinitionException(string folder, ImmutableArray<Diagnostic> diagnostics)
    : Exception($"The definitions in '{folder}' have errors:{Environment.NewLine}{string.Join(Environment.NewLine, diagnostics)}")
{
    public ImmutableArray<Diagnostic> Diagnostics { get; } = diagnostics;
}
