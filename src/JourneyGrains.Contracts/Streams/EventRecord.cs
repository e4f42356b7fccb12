using System.Text.Json;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Contracts.Streams;

/// <summary>An event on the wire and in the log.</summary>
/// <param name="Properties">A JSON object in UTF-8, as <see cref="EventJson.WriteProperties"/> writes it.</param>
/// <param name="Sequence">
/// Numbers of one producer rise; the log drops what is not above the last it has of that producer, so a producer that resends after a
/// break adds nothing twice. 0: not numbered.
/// </param>
/// <param name="Arrival">
/// From the log: when the event arrived. To the log: null, but for a replay into an empty store, which then takes its time from the log.
/// </param>
/// <param name="Offset">From the log: its place in the partition. To the log: -1.</param>
[GenerateSerializer, Immutable, Alias("journeygrains.event")]
public sealed record EventRecord(
    [property: Id(0)] string Id,
    [property: Id(1)] string CustomerId,
    [property: Id(2)] string Type,
    [property: Id(3)] DateTimeOffset Time,
    [property: Id(4)] byte[] Properties,
    [property: Id(5)] long Sequence = 0,
    [property: Id(6)] DateTimeOffset? Arrival = null,
    [property: Id(7)] long Offset = -1)
{
    public static EventRecord Of(CustomerEvent input, long sequence = 0, DateTimeOffset? arrival = null) =>
        new(input.Id, input.CustomerId, input.Type, input.Time, EventJson.WriteProperties(input.Properties), sequence, arrival);

    /// <exception cref="JsonException">The properties are not JSON.</exception>
    public CustomerEvent ToEvent() => new(Id, CustomerId, Type, Time, EventJson.ReadProperties(Properties));
}
