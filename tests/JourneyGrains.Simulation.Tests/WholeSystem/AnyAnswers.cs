using System.Collections.Immutable;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Calls;

namespace JourneyGrains.Simulation.Tests.WholeSystem;

/// <summary>Another system that answers by chance, and to the same call always the same.</summary>
internal sealed class AnyAnswers : ICallAnswers
{
    public static AnyAnswers Instance { get; } = new();

    public HandOverOutcome? To(ClearedMessage call) => StableHashing.Fraction(call.Message.Id, "answer") switch
    {
        < 0.2 => new(HandOverResult.Refused, "HTTP 404"),
        < 0.4 => HandOverOutcome.Accepted("HTTP 204") with { Answer = new(204, Value.Null) },
        var luck => HandOverOutcome.Accepted("HTTP 200") with
        {
            Answer = new(200, Value.Of(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("score", Value.Of((decimal)Math.Round(luck, 3)))]))),
        },
    };
}
