using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation;

/// <summary>What a simulation came to; the same for the same recording, definitions and options, on every machine (I5).</summary>
/// <param name="Digest">Over the transcripts of all customers, as <see cref="CoreJson.Digest"/> makes it; the silo's is the same.</param>
/// <param name="Customers">In ordinal order of their ids; customers of whom every event was refused are not among them.</param>
/// <param name="Totals">How many lines of each kind a journey or wave has: "cart-recovery/Sent".</param>
/// <param name="Refused">Events that were not taken, in order of their lines.</param>
public sealed record SimulationResult(
    string Digest,
    ImmutableArray<SimulatedCustomer> Customers,
    ImmutableSortedDictionary<string, long> Totals,
    ImmutableArray<RefusedEvent> Refused)
{
    /// <summary>What became of the arms of splits and of the control group.</summary>
    public ArmOutcome Results { get; init; } = ArmOutcome.None;

    /// <summary>All messages handed over, in order of the moment, then of the customer.</summary>
    public IEnumerable<SimulatedMessage> Messages =>
        Customers.SelectMany(customer => customer.Messages).OrderBy(message => message.HandedOverAt);
}

/// <summary>One customer at the end of a simulation.</summary>
/// <param name="Entries">The whole transcript; empty where it was not to be kept.</param>
/// <param name="Messages">Those handed over, in that order.</param>
public sealed record SimulatedCustomer(
    CustomerState State, ImmutableArray<TranscriptEntry> Entries, ImmutableArray<SimulatedMessage> Messages)
{
    public string Id => State.Id;
}

/// <summary>A message that its channel would have got.</summary>
/// <param name="Rendered">Null where the simulation had no templates.</param>
public sealed record SimulatedMessage(ClearedMessage Cleared, DateTimeOffset HandedOverAt, RenderedMessage? Rendered)
{
    public string CustomerId => Cleared.CustomerId;

    public Message Message => Cleared.Message;
}

/// <summary>An event that was refused; on the silo it is a dead letter.</summary>
/// <param name="Line">Where it stands in the recording.</param>
public sealed record RefusedEvent(long Line, string EventId, string CustomerId, Refusal Refusal);
