using System.Collections.Immutable;

namespace JourneyGrains.Core.Journeys;

/// <summary>Where a version of a journey takes the runs of older versions over.</summary>
/// <param name="From">The version of a run it is for, or <see cref="All"/>.</param>
/// <param name="Steps">Where a run goes that waits at a step, by the step's old id: a step of this version, or <see cref="Exit"/>.</param>
public sealed record Migration(string From, ImmutableSortedDictionary<string, string> Steps)
{
    /// <summary>Any other version.</summary>
    public const string All = "all";

    /// <summary>The run ends.</summary>
    public const string Exit = "exit";

    public bool IsFor(string version) => From == All || From == version;
}

/// <summary>A version of a journey that is no longer the one in force, for the runs that began with it.</summary>
/// <param name="Templates">What its edition's templates read: for messages whose template the edition in force no longer has.</param>
public sealed record PastJourney(Journey Journey, System.Collections.Frozen.FrozenDictionary<string, Messaging.TemplateInfo> Templates);
