using System.Collections.Immutable;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Customers;

/// <summary>What one input came to.</summary>
/// <param name="State">The state after it; the same object as before where nothing changed.</param>
/// <param name="Decided">Messages newly in the outbox, to be handed over once this turn is committed.</param>
/// <param name="Entry">The transcript's entry; null where there is nothing to tell (a duplicate, a clearance that passed).</param>
/// <param name="Refusal">The input was refused; it belongs into the dead letters.</param>
/// <param name="Cleared">For a <see cref="ClearanceInput"/> that passed: what the channel gets.</param>
public sealed record Turn(
    CustomerState State,
    ImmutableArray<Message> Decided,
    TranscriptEntry? Entry = null,
    Refusal? Refusal = null,
    ClearedMessage? Cleared = null)
{
    /// <summary>The entry as it is stored and chained, written once; null where there is no entry.</summary>
    public byte[]? EntryJson { get; init; }

    /// <summary>What to add to the totals of results, in the commit of the turn; a name may stand more than once.</summary>
    public ImmutableArray<KeyValuePair<string, long>> Counts { get; init; } = [];

    /// <summary>A command under an id that was taken before, so that nothing changed.</summary>
    public bool Repeated { get; init; }

    /// <summary>For a command that was taken: what whoever asked is to know of it; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Nothing changed: a duplicate, a timer that is not due.</summary>
    public static Turn Nothing(CustomerState state) => new(state, []);

    /// <summary>Nothing changed: the command's id was taken before, by this customer's command or event.</summary>
    public static Turn Again(CustomerState state) => new(state, []) { Repeated = true };
}
