using System.Collections.Immutable;
using JourneyGrains.Core.Values;

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

    public static ImmutableArray<EventType> Types { get; } =
    [
        new(SegmentEntered, "The customer came into a segment.", [new("segment", ValueKind.Text, false, "The segment's name.")]),
        new(SegmentLeft, "The customer went out of a segment.", [new("segment", ValueKind.Text, false, "The segment's name.")]),
        new(Requested, "A service asked that the customer enters a journey.", []),
    ];

    /// <summary>Those that every journey may listen to.</summary>
    public static ImmutableArray<string> Heard { get; } = [SegmentEntered, SegmentLeft];

    /// <summary>The type of that name, or null where it is none of these.</summary>
    public static EventType? Find(string name) => Types.FirstOrDefault(type => type.Name == name);

    internal static CustomerEvent OfSegment(string customerId, string segment, bool entered, DateTimeOffset now) => Make(
        $"{segment} {Moments.Format(now)}", customerId, entered ? SegmentEntered : SegmentLeft, now, ("segment", Value.Of(segment)));

    /// <param name="data">A map, or absent.</param>
    internal static CustomerEvent OfRequest(string customerId, string commandId, Value data, DateTimeOffset now) =>
        new(commandId, customerId, Requested, now, data.IsNull ? Value.EmptyMap : data);

    private static CustomerEvent Make(
        string id, string customerId, string type, DateTimeOffset now, params ReadOnlySpan<(string Name, Value Value)> properties)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (var (name, value) in properties)
        {
            fields[name] = value;
        }

        return new(id, customerId, type, now, Value.Of(fields.ToImmutable()));
    }
}
