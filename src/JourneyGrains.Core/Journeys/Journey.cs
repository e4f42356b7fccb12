using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;

namespace JourneyGrains.Core.Journeys;

/// <summary>A journey: when a customer enters, what happens then, when it ends early and what counts as success.</summary>
/// <param name="Steps">
/// The steps as a flat programme: each names the index of its successor, so a run's place is one number. Index <see cref="End"/> is the end.
/// </param>
/// <param name="KeptProperties">The properties of the entering event that steps and templates use; only these are kept in a run.</param>
public sealed record Journey(
    string Name,
    Entry Entry,
    ImmutableArray<ExitRule> Exits,
    Goal? Goal,
    ImmutableArray<Step> Steps,
    ImmutableArray<string> KeptProperties)
{
    /// <summary>The successor of a last step.</summary>
    public const int End = -1;

    /// <summary>What it sends for.</summary>
    internal ImmutableArray<string> Purposes { get; } = [.. Steps.OfType<SendStep>().Select(send => send.Purpose).Distinct(StringComparer.Ordinal)];

    /// <summary>What is kept of an event that ended a wait: what it is about besides.</summary>
    internal ImmutableArray<string> MatchedProperties { get; } = KeptProperties.AddRange(EventTypes.Subjects);

    /// <summary>What becomes of each customer in it is counted: there is something to compare or to sum.</summary>
    internal bool IsMeasured { get; } = Goal?.Value is not null || Steps.Any(step => step is SplitStep);

    /// <summary>A hash of what the file says, without comments and layout; empty where the journey is from no file. Runs begin with it and keep it.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where it takes runs of other versions over; the first that is for a run counts. They are no part of the version.</summary>
    public ImmutableArray<Migration> Migrations { get; init; } = [];

    /// <summary>The step of that id, or null where this version of the journey has none such.</summary>
    public Step? Find(string stepId)
    {
        foreach (var step in Steps)
        {
            if (step.Id == stepId)
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>The place of the step of that id; -1 where there is none such.</summary>
    public int IndexOf(string stepId)
    {
        for (var index = 0; index < Steps.Length; index++)
        {
            if (Steps[index].Id == stepId)
            {
                return index;
            }
        }

        return -1;
    }
}

/// <summary>How a customer enters.</summary>
/// <param name="On">The event type that may start a run; for a journey that no event starts, one of <see cref="RuntimeEvents"/>.</param>
/// <param name="Key">What runs are told apart by; null: one run at a time. An absent key starts nothing.</param>
/// <param name="When">Null: always.</param>
public sealed record Entry(string On, Expression? Key, Expression? When, Reentry Again)
{
    /// <summary>The segment whose being entered or left starts a run; null: no certain one.</summary>
    public string? Segment { get; init; }

    /// <summary>By the customer's own clock and calendar; null: not so.</summary>
    public LocalSchedule? Schedule { get; init; }

    /// <summary>A service may let a customer enter; what its data are held against. Null: it may not.</summary>
    public EventType? Request { get; init; }

    /// <summary>The waves of campaigns may let their audience enter.</summary>
    public bool ByCampaign { get; init; }
}

/// <summary>Whether a customer may enter again with a key whose run is over. While it goes on, no second one starts.</summary>
/// <param name="After">For <see cref="ReentryRule.After"/>: how long after the last entry.</param>
public sealed record Reentry(ReentryRule Rule, TimeSpan After)
{
    public static Reentry Always { get; } = new(ReentryRule.Always, TimeSpan.Zero);
}

/// <summary>The re-entry rules.</summary>
public enum ReentryRule
{
    Always,
    Never,
    After,
}

/// <summary>Ends the run in the turn of the event, wherever it is, and withdraws what was not yet handed over.</summary>
public sealed record ExitRule(string On, Expression? When);

/// <summary>What counts as success: an event within a time after the entry, counted once a run, whether or not the run still goes on.</summary>
public sealed record Goal(string On, Expression? When, TimeSpan Within)
{
    /// <summary>What it is worth, a number of the brand's currency read from the event and the run; null: it is not valued.</summary>
    public Expression? Value { get; init; }

    /// <summary>How long before it a message may have been handed over to be what it is put down to; null: as long as <see cref="Within"/>.</summary>
    public TimeSpan? Attribution { get; init; }
}
