using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>The definitions in force in this silo. They are replaced all at once.</summary>
public sealed class DefinitionCatalogue
{
    private readonly string folder;
    private volatile LoadedDefinitions loaded;
    private LoadedDefinitions? ready;

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

    /// <summary>
    /// Reads the folder again and keeps it ready, so that all silos can agree before any of them changes. What is in force stays.
    /// </summary>
    public LoadedDefinitions Read()
    {
        var read = DefinitionReader.Read(folder);
        ready = read.Succeeded ? read : null;
        return read;
    }

    /// <summary>Puts in force what was read last; false: it is not that version, and nothing changes.</summary>
    public bool PutInForce(string digest)
    {
        if (ready is not { Definitions: { } definitions } next || definitions.Digest != digest)
        {
            return false;
        }

        (loaded, ready) = (next, null);
        return true;
    }
}

/// <summary>The folder of definitions has errors.</summary>
public sealed class DefinitionException(string folder, ImmutableArray<Diagnostic> diagnostics)
    : Exception($"The definitions in '{folder}' have errors:{Environment.NewLine}{string.Join(Environment.NewLine, diagnostics)}")
{
    public ImmutableArray<Diagnostic> Diagnostics { get; } = diagnostics;
}
