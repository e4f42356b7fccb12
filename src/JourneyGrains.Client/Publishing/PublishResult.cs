using JourneyGrains.Core.Events;

namespace JourneyGrains.Client.Publishing;

/// <summary>What became of a published event. Whatever it is, it is durable.</summary>
/// <param name="Refusal">Why it is in the dead letters instead of the log; null where it is in the log.</param>
public readonly record struct PublishResult(PublishOutcome Outcome, Refusal? Refusal = null)
{
    /// <summary>The event is in the log, by this call or an earlier one.</summary>
    public bool Accepted => Outcome != PublishOutcome.Refused;
}

/// <summary>What became of a published event.</summary>
public enum PublishOutcome
{
    /// <summary>It is in the log.</summary>
    Appended,

    /// <summary>The log had it from this producer already.</summary>
    Repeated,

    /// <summary>It is in the dead letters, with its reason.</summary>
    Refused,
}
