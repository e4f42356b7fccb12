using System.Collections.Frozen;
using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;
using NodaTime;

namespace JourneyGrains.Core.Events;

/// <summary>
/// Events that the runtime makes itself where something other than a producer's event may begin a run. They are in no log and not among the
/// recent events; no producer can publish their types.
/// </summary>
public static class RuntimeEvents
{
    /// <summary>A service asks that the customer enters a journey; its properties are the data of the call.</summary>
    public const string Requested = "journey.requested";

    /// <summary>The customer came into a segment.</summary>
    public const string SegmentEntered = "segment.entered";

    /// <summary>The customer went out of a segment.</summary>
    public const string SegmentLeft = "segment.left";

    /// <summary>A campaign's wave that lets its audience enter a journey has reached the customer.</summary>
    public const string WaveReached = "wave.reached";

    /// <summary>A time at which a journey begins by the calendar has come.</summary>
    public const string ScheduleReached = "schedule.reached";

    public static ImmutableArray<EventType> Types { get; } =
    [
        new(SegmentEntered, "The customer came into a segment.", [Named("segment", NameKind.Segment)]),
        new(SegmentLeft, "The customer went out of a segment.", [Named("segment", NameKind.Segment)]),
        new(WaveReached, "A campaign's wave reached the customer.",
            [Named("campaign", NameKind.Campaign), Named("wave", NameKind.Wave)]),
        new(ScheduleReached, "A time of the journey's schedule has come.", [new("date", ValueKind.Text, false, "The day in the customer's calendar, like 2025-11-11.")]),
        new(Requested, "A service asked that the customer enters a journey.", []),
    ];

    private static readonly FrozenDictionary<string, EventType> ByName = Types.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>Those that every journey may listen to.</summary>
    public static ImmutableArray<string> Heard { get; } = [SegmentEntered, SegmentLeft];

    /// <summary>The type of that name, or null where it is none of these.</summary>
    public static EventType? Find(string name) => ByName.GetValueOrDefault(name);

    internal static CustomerEvent OfSegment(string customerId, string segment, bool entered, DateTimeOffset now) => Make(
        $"{segment} {Moments.Format(now)}", customerId, entered ? SegmentEntered : SegmentLeft, now, ("segment", Value.Of(segment)));

    internal static CustomerEvent OfWave(string customerId, string campaign, string wave, DateTimeOffset now) => Make(
        $"{campaign}/{wave}", customerId, WaveReached, now, ("campaign", Value.Of(campaign)), ("wave", Value.Of(wave)));

    /// <param name="date">The day in the customer's calendar: a schedule comes once a day.</param>
    internal static CustomerEvent OfSchedule(string customerId, string journey, LocalDate date, DateTimeOffset now)
    {
        var day = LocalMoments.Format(date);
        return Make($"{journey} {day}", customerId, ScheduleReached, now, ("date", Value.Of(day)));
    }

    /// <param name="data">A map, or absent.</param>
    internal static CustomerEvent OfRequest(string customerId, string commandId, Value data, DateTimeOffset now) =>
        new(commandId, customerId, Requested, now, data.IsNull ? Value.EmptyMap : data);

    private static EventProperty Named(string name, NameKind kind) => new(name, ValueKind.Text, false, $"The {name}'s name.") { Names = kind };

    private static CustomerEvent Make(
        string id, string customerId, string type, DateTimeOffset now, params ReadOnlySpan<(string Name, Value Value)> properties) =>
        new(id, customerId, type, now, Value.Of(ValueMap.Of(properties)));
}
