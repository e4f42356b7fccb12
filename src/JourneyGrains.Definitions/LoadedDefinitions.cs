using System.Collections.Immutable;
using JourneyGrains.Core;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Definitions;

/// <summary>What a folder of definitions came to.</summary>
/// <param name="Definitions">Null where there are errors.</param>
public sealed record LoadedDefinitions(DefinitionSet? Definitions, TemplateSet? Templates, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool Succeeded => Definitions is not null;

    /// <summary>What is not wrong but hardly meant, like a condition that always holds.</summary>
    public ImmutableArray<Diagnostic> Doubts { get; init; } = [];

    /// <summary>Where journeys call other systems.</summary>
    public ImmutableArray<CallPlace> Calls { get; init; } = [];

    /// <summary>The calls that would be refused, as their hosts are not among those that a silo allows.</summary>
    /// <param name="allowed">Scheme, name and port, as in the settings; nothing else of the addresses counts.</param>
    public IEnumerable<Diagnostic> CallsBeyond(IReadOnlyCollection<Uri> allowed)
    {
        var hosts = allowed.Select(HostOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Calls.Where(call => !hosts.Contains(HostOf(call.Url))).Select(call => new Diagnostic(
            call.File, call.Line, call.Column,
            $"This call would be refused: {HostOf(call.Url)} is not among the hosts that may be called. Add it to the silo's JourneyGrains:Delivery:Calls:Hosts."));
    }

    /// <summary>What they were read from; null where they were not read.</summary>
    public DefinitionFiles? Files { get; init; }

    private static string HostOf(Uri url) => url.GetLeftPart(UriPartial.Authority);
}

/// <summary>A call step of a journey.</summary>
/// <param name="File">Relative to the folder, with forward slashes.</param>
public sealed record CallPlace(string File, int Line, int Column, Uri Url);

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
