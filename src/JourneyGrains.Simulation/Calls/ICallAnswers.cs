using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Simulation.Calls;

/// <summary>What other systems answer in a simulation. The same call always gets the same answer, from any thread.</summary>
public interface ICallAnswers
{
    /// <summary>What becomes of the call; null: it is not known.</summary>
    HandOverOutcome? To(ClearedMessage call);
}

/// <summary>A call whose answer is not known fails at once, so that its run goes on as when the other system refuses.</summary>
public static class UnknownAnswer
{
    public static HandOverOutcome Outcome { get; } = new(HandOverResult.Refused, "no answer is known to the simulation");
}
