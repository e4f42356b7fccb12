namespace JourneyGrains.Core.Events;

/// <summary>Why an input was not taken: a stable code for programs and a sentence for people that says what to do. Never personal data.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
public sealed record Refusal(string Code, string Reason);

/// <summary>The codes of refusals, as dead letters and metrics carry them.</summary>
public static class RefusalCodes
{
    public const string Unreadable = "unreadable";
    public const string Id = "bad-id";
    public const string Customer = "bad-customer";
    public const string Type = "bad-type";
    public const string Time = "bad-time";
    public const string TooLarge = "too-large";
    public const string Missing = "missing-property";
    public const string Kind = "wrong-kind";
    public const string Forgotten = "forgotten-customer";
    public const string Unknown = "unknown-name";
    public const string NotEntered = "not-entered";
    public const string Failed = "turn-failed";
}
