using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Governance;

/// <summary>What stands against a message now.</summary>
/// <param name="HeldUntil">It waits until then and is judged again; null: it is withheld for good.</param>
/// <param name="Why">In words, for the transcript.</param>
internal sealed record Obstacle(DateTimeOffset? HeldUntil, HoldReason? Reason, string Why)
{
    /// <summary>It is withheld only because the customer is kept without for comparison.</summary>
    public bool IsControl { get; init; }

    public static Obstacle Final(string why) => new(null, null, why);

    /// <summary>It waits, unless it would expire meanwhile: then there is nothing to wait for.</summary>
    public static Obstacle Until(DateTimeOffset until, HoldReason reason, string why, Message message) => until < message.ExpiresAt
        ? new(until, reason, why)
        : Final($"{why}, and it expires before, at {Moments.Format(message.ExpiresAt)}");
}
