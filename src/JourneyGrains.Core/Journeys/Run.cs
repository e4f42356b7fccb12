using System.Collections.Immutable;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>One customer's way through a journey.</summary>
public sealed record Run
{
    /// <summary>Derived from customer, journey, key and the event that started it.</summary>
    public required string Id { get; init; }

    public required string Journey { get; init; }

    /// <summary>The version of the journey by which it goes: that with which it began, or to which it was moved.</summary>
    public string Version { get; init; } = "";

    /// <summary>The cart, the order; empty where the journey has no key.</summary>
    public string Key { get; init; } = "";

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The step at which it waits.</summary>
    public string StepId { get; init; } = "";

    /// <summary>When the wait began or was last started anew.</summary>
    public DateTimeOffset WaitingSince { get; init; }

    /// <summary>When the wait is over; null: only an event ends it.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What the expressions of its steps call 'event', with the properties the journey uses.</summary>
    public required CustomerEvent Event { get; init; }

    /// <summary>The event that ended the last wait.</summary>
    public CustomerEvent? Matched { get; init; }

    public ValueMap Variables { get; init; } = ValueMap.Empty;

    /// <summary>The loops it is in, from the outermost; null: none.</summary>
    public ImmutableArray<Round>? Rounds { get; init; }

    /// <summary>The step as what it makes is told apart by: within loops with the rounds, so that each round makes its own.</summary>
    internal string Place(string stepId) => Rounds is { } rounds ? $"{stepId}#{string.Join('.', rounds.Select(round => round.Number))}" : stepId;

    /// <summary>The arms it took, in order; null: none.</summary>
    public ImmutableArray<ArmTaken>? Arms { get; init; }
}

/// <summary>A loop that a run is in.</summary>
/// <param name="StepId">The step that repeats.</param>
/// <param name="Number">The round under way, from 1.</param>
public sealed record Round(string StepId, int Number);

/// <summary>A conversion window that is open: the run's goal, not yet reached.</summary>
public sealed record OpenGoal(string Journey, Run Run, DateTimeOffset Until)
{
    /// <summary>The run's newest messages handed over since, newest last; null: none.</summary>
    public ImmutableArray<GoalMessage>? Messages { get; init; }
}

/// <summary>That a customer once entered a journey with a key, for re-entry rules.</summary>
public sealed record Entered(string Journey, string Key, DateTimeOffset At);
