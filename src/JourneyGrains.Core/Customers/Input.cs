using System.Text.Json.Serialization;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers;

/// <summary>What a turn can take. One turn takes one input. Those with a name here are kept in the journal (<see cref="JournaledInput"/>).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ConsentCommand), "consent")]
[JsonDerivedType(typeof(EnterCommand), "enter")]
[JsonDerivedType(typeof(WaveInput), "wave")]
[JsonDerivedType(typeof(RenewInput), "renew")]
[JsonDerivedType(typeof(ClearanceInput), "clearance")]
[JsonDerivedType(typeof(HandOverInput), "handOver")]
[JsonDerivedType(typeof(DefinitionsInput), "definitions")]
public abstract record Input;

/// <summary>An event from the log.</summary>
/// <param name="Offset">Its place in the partition's log; -1 where it did not come from a log.</param>
public sealed record EventInput(CustomerEvent Event, long Offset = -1) : Input;

/// <summary>What is due at the turn's 'now'.</summary>
public sealed record TimerInput : Input
{
    public static TimerInput Due { get; } = new();
}

/// <summary>A service changes a consent.</summary>
public sealed record ConsentCommand(string CommandId, string Channel, string Purpose, bool Granted, string? Evidence) : Input
{
    internal CustomerEvent ToEvent(string customerId, DateTimeOffset now)
    {
        var properties = new ValueMapBuilder();
        properties["channel"] = Value.Of(Channel);
        properties["purpose"] = Value.Of(Purpose);
        properties["granted"] = Value.Of(Granted);
        if (Evidence is not null)
        {
            properties["evidence"] = Value.Of(Evidence);
        }

        return new(CommandId, customerId, EventTypes.ConsentChanged, now, Value.Of(properties.ToImmutable()));
    }
}

/// <summary>A service lets the customer enter a journey.</summary>
/// <param name="Data">A map: what the journey's expressions call 'event'; absent where there is nothing to say.</param>
public sealed record EnterCommand(string CommandId, string Journey, Value Data) : Input;

/// <summary>A service asks to forget the customer: state and transcript go, later events are refused.</summary>
public sealed record ForgetCommand(string CommandId) : Input;

/// <summary>A wave reaches the customer.</summary>
public sealed record WaveInput(string Campaign, string Wave) : Input;

/// <summary>The definitions were changed since the customer was last judged: what is to be known without an event is found out now.</summary>
public sealed record RenewInput : Input
{
    public static RenewInput Now { get; } = new();
}

/// <summary>Another edition of the definitions counts from now on.</summary>
/// <param name="Edition">That of the definitions the turn is taken with.</param>
/// <param name="From">What counted before; 0: not known.</param>
public sealed record DefinitionsInput(int Edition, int From) : Input;

/// <summary>A channel is free for the message: judge it a last time (I4) and, if it may go, begin the attempt.</summary>
public sealed record ClearanceInput(string MessageId) : Input;

/// <summary>What became of the attempt.</summary>
public sealed record HandOverInput(string MessageId, HandOverOutcome Outcome) : Input;
