using System.Text.Json.Serialization;
using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Core.Messaging;

/// <summary>What became of one attempt to hand a message to its channel.</summary>
/// <param name="Detail">For people: the provider's answer in short. Never an address.</param>
/// <param name="RetryAfter">For <see cref="HandOverResult.Retry"/>: the least wait the provider asks for (429), else null.</param>
public sealed record HandOverOutcome(HandOverResult Result, string Detail, TimeSpan? RetryAfter = null)
{
    private static HandOverOutcome Usual { get; } = new(HandOverResult.Accepted, "accepted");

    /// <summary>Of a call that was answered: with what; null for a message.</summary>
    public CallAnswer? Answer { get; init; }

    /// <param name="detail">The same for every transport and the simulation: it enters the transcript, and so the digest (I5).</param>
    public static HandOverOutcome Accepted(string detail = "accepted") => detail == Usual.Detail ? Usual : new(HandOverResult.Accepted, detail);

    /// <summary>For a message of which no text can be made: its template is not there, or fails on it.</summary>
    /// <param name="cause">Its own words may hold what was to be rendered, a name or an address: only its kind is told.</param>
    public static HandOverOutcome NotRendered(Message message, Exception cause) => new(
        HandOverResult.Refused,
        cause is KeyNotFoundException
            ? $"there is no template '{message.Template}'"
            : $"the template '{message.Template}' could not be rendered: {cause.GetType().Name}");
}

/// <summary>The results of an attempt.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HandOverResult>))]
public enum HandOverResult
{
    /// <summary>The provider has it.</summary>
    Accepted,

    /// <summary>Failed in a way that may pass: again later, with backoff, until the message expires.</summary>
    Retry,

    /// <summary>Refused for good (a 4xx): not tried again.</summary>
    Refused,
}

/// <summary>A message with the address it goes to, cleared by the final check: what a channel gets.</summary>
public sealed record ClearedMessage(string CustomerId, Message Message, string Address);
