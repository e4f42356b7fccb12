using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Client.Publishing;

/// <summary>What the log refused of some events. A receipt names ids only, so each refusal is given out once, even where an id comes twice.</summary>
internal sealed class RefusedById
{
    private readonly Dictionary<string, Queue<RefusedEvent>> byId;

    public RefusedById(IEnumerable<RefusedEvent> refused) => byId = refused
        .GroupBy(one => one.Id, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => new Queue<RefusedEvent>(group), StringComparer.Ordinal);

    /// <summary>Why the next event of that id was refused; null: it was not.</summary>
    public Refusal? Take(string id) =>
        byId.TryGetValue(Kept(id), out var refusals) && refusals.TryDequeue(out var one) ? new Refusal(one.Code, one.Reason) : null;

    // The dead letters, and so the receipt, keep an id only as far as its limit.
    private static string Kept(string id) => id.Length <= EventLimits.IdLengthMax ? id : id[..EventLimits.IdLengthMax];
}
