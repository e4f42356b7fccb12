using JourneyGrains.Core;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Simulation.Streaming;

/// <summary>One set of definitions that a recording is run through.</summary>
/// <param name="Templates">Null: messages are not rendered.</param>
public sealed record Variant(DefinitionSet Definitions, TemplateSet? Templates);
