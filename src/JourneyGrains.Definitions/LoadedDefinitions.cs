using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Definitions;

/// <summary>What a folder of definitions came to.</summary>
/// <param name="Definitions">Null where there are errors.</param>
public sealed record LoadedDefinitions(DefinitionSet? Definitions, TemplateSet? Templates, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool Succeeded => Definitions is not null;

    /// <summary>What they were read from; null where they were not read.</summary>
    public DefinitionFiles? Files { get; init; }
}

/// <summary>Something wrong in a file.</summary>
/// <param name="File">Relative to the folder, with forward slashes.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Suggestion">What was probably meant; null where nothing is near.</param>
public sealed record Diagnostic(string File, int Line, int Column, string Message, string? Suggestion = null)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}{(Suggestion is null ? "" : $" Did you mean '{Suggestion}'?")}";
}
