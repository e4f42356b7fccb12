using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using NodaTime;

namespace JourneyGrains.Core.Journeys;

/// <summary>
/// Journeys that begin by the calendar, at a time of the customer's own clock. When one next comes is kept with the customer, like the end of a
/// wait.
/// </summary>
internal static class ScheduleRules
{
    private static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    /// <summary>Begins what comes at the turn's 'now', for whom it is meant; for whom not, nothing is told.</summary>
    public static void TakeDue(TurnBuilder turn)
    {
        if (turn.State.SchedulesDueAt is not { } due || due > turn.Now)
        {
            return;
        }

        var zone = Zones.Of(turn.State, turn.Definitions.Brand);
        foreach (var journey in turn.Definitions.Scheduled)
        {
            for (var at = due - Tick; journey.Entry.Schedule!.Next(at, zone) is { } next && next.Moment <= turn.Now; at = next.Moment)
            {
                Take(turn, journey, next.Date);
            }
        }

        JourneyRules.TakeStarts(turn);
    }

    /// <summary>Finds when a schedule next comes. At the end of a turn.</summary>
    /// <param name="taken">What comes at the turn's 'now' has been taken in it.</param>
    public static void Settle(TurnBuilder turn, bool taken = false)
    {
        var state = turn.State;
        if (turn.Definitions.Scheduled.IsEmpty && state.SchedulesDueAt is null)
        {
            return;
        }

        var after = taken ? turn.Now : (state.SchedulesDueAt is { } due && due < turn.Now ? due : turn.Now) - Tick;
        turn.Set.SchedulesDueAt = NextAfter(state, after, turn.Definitions);
    }

    /// <summary>Whether the next moment is that of the schedules in force.</summary>
    public static bool AreUpToDate(CustomerState state, DefinitionSet definitions) =>
        state.SchedulesDueAt == NextAfter(state, state.Clock, definitions)
        || state.SchedulesDueAt == NextAfter(state, state.Clock - Tick, definitions);

    /// <summary>A day of a schedule is taken once, also where the customer's zone changes and the hour comes again.</summary>
    private static void Take(TurnBuilder turn, Journey journey, LocalDate date)
    {
        var input = RuntimeEvents.OfSchedule(turn.State.Id, journey.Name, date, turn.Now);
        if (!(journey.Entry.When?.Holds(turn.Scope(input)) ?? true) || turn.State.Seen.AddNew(input.Id) is not { } seen)
        {
            return;
        }

        turn.Set.Seen = seen;
        EntryRules.Enter(turn, journey, new(input));
    }

    private static DateTimeOffset? NextAfter(CustomerState state, DateTimeOffset after, DefinitionSet definitions)
    {
        DateTimeOffset? earliest = null;
        var zone = Zones.Of(state, definitions.Brand);
        foreach (var journey in definitions.Scheduled)
        {
            earliest = journey.Entry.Schedule!.Next(after, zone) is { } next && (earliest is null || next.Moment < earliest) ? next.Moment : earliest;
        }

        return earliest;
    }
}
