using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;

namespace JourneyGrains.Core.Segments;

/// <summary>
/// Keeps in which segments a customer is, in the customer's own turns: judged again after the facts of a turn and after its journeys, and by
/// a due time when time alone changes a condition.
/// </summary>
internal static class SegmentRules
{
    /// <summary>Judges every segment once; what changed is told, and waits in the turn for the journeys to be shown it.</summary>
    public static void Judge(TurnBuilder turn)
    {
        if (turn.Definitions.Segments.IsEmpty && turn.State.Segments is null)
        {
            return;
        }

        foreach (var segment in turn.Definitions.Segments)
        {
            Judge(turn, segment);
        }

        foreach (var known in turn.State.Segments ?? [])
        {
            if (turn.Definitions.Segment(known.Segment) is null)
            {
                Leave(turn, known.Segment, "it is no longer among the definitions");
            }
        }
    }

    /// <summary>Shows the journeys what changed, until nothing changes any more; then finds when to look again. At the end of a turn.</summary>
    public static void Settle(TurnBuilder turn)
    {
        Judge(turn);
        while (turn.NextChange() is { } change)
        {
            JourneyRules.Listen(turn, change);
            Judge(turn);
        }

        if (!turn.Definitions.Segments.IsEmpty || turn.State.SegmentsDueAt is not null)
        {
            turn.Set.SegmentsDueAt = NextChange(turn.State, turn.Now, turn.Definitions);
        }
    }

    /// <summary>Whether the customer was judged by segments that come to the same: the same memberships, and the same moment at which to look again.</summary>
    public static bool AreUpToDate(CustomerState state, DefinitionSet definitions)
    {
        var scope = new Scope(state, state.Clock);
        return definitions.Segments.All(segment => segment.When.Holds(scope) == IsIn(state, segment.Name))
            && (state.Segments ?? []).All(known => definitions.Segment(known.Segment) is not null)
            && state.SegmentsDueAt == NextChange(state, state.Clock, definitions);
    }

    /// <summary>
    /// A segment changes at most once in a turn: journeys that undo each other's changes come to an end with it, and the rest is judged in
    /// the customer's next turn.
    /// </summary>
    private static void Judge(TurnBuilder turn, Segment segment)
    {
        var holds = segment.When.Holds(turn.Scope());
        if (holds == IsIn(turn.State, segment.Name) || turn.HasChanged(segment.Name))
        {
            return;
        }

        // Nothing has changed in this turn: the segment, or its condition, is new to a customer who was known before.
        var found = HeldBefore(turn, segment) == holds;
        if (holds)
        {
            var since = found ? "as it was before the definitions came in force; no journey begins by that" : $"{segment.When} holds";
            turn.Set.Segments = With(turn.State.Segments ?? [], new(segment.Name, turn.Now));
            turn.Tell(LineKind.Joined, $"In segment {segment.Name}: {since}.", Segment.OriginOf(segment.Name));
        }
        else
        {
            var why = found ? "as it was before the definitions came in force; no journey begins by that" : $"{segment.When} does not hold any more";
            Leave(turn, segment.Name, why);
        }

        turn.Change(segment.Name, found ? null : RuntimeEvents.OfSegment(turn.State.Id, segment.Name, holds, turn.Now));
    }

    /// <summary>Whether the condition held when the turn began, before what came in and before what was due. Of an unknown customer nothing holds.</summary>
    private static bool HeldBefore(TurnBuilder turn, Segment segment)
    {
        var before = turn.Before;
        if (before.Turns == 0)
        {
            return false;
        }

        var due = before.SegmentsDueAt is { } moment && moment < turn.Now ? moment : turn.Now;
        return segment.When.Holds(new Scope(before, due - TimeSpan.FromMicroseconds(1)));
    }

    private static void Leave(TurnBuilder turn, string segment, string why)
    {
        var left = (turn.State.Segments ?? []).RemoveAll(known => known.Segment == segment);
        turn.Set.Segments = left.IsEmpty ? null : left;
        turn.Tell(LineKind.Left, $"Out of segment {segment}: {why}.", Segment.OriginOf(segment));
    }

    /// <summary>In order of the names, so that how they came about does not show.</summary>
    private static ImmutableArray<Membership> With(ImmutableArray<Membership> known, Membership added) =>
        [.. known.Add(added).OrderBy(one => one.Segment, StringComparer.Ordinal)];

    private static DateTimeOffset? NextChange(CustomerState state, DateTimeOffset now, DefinitionSet definitions)
    {
        DateTimeOffset? next = null;
        var scope = new Scope(state, now);
        foreach (var segment in definitions.Segments)
        {
            next = segment.When.NextChange(scope) is { } moment && (next is null || moment < next) ? moment : next;
        }

        return next;
    }

    private static bool IsIn(CustomerState state, string segment)
    {
        foreach (var known in state.Segments ?? [])
        {
            if (known.Segment == segment)
            {
                return true;
            }
        }

        return false;
    }
}
