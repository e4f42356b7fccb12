using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace JourneyGrains.Core.Customers;

/// <summary>One turn as the transcript tells it: what came in, each rule looked at, what was decided, and why not. No personal data.</summary>
/// <param name="Number">1 for the customer's first turn.</param>
/// <param name="At">The turn's 'now'.</param>
/// <param name="Input">What came in: "event order.placed o-17", "timer", "wave flash-sale/last-call".</param>
public sealed record TranscriptEntry(long Number, DateTimeOffset At, string Input, ImmutableArray<TranscriptLine> Lines);

/// <summary>One thing the turn found or did.</summary>
/// <param name="Origin">The journey, "campaign/wave" or "segment/name"; null where it is the customer's own.</param>
/// <param name="Key">The run's key; null where there is none.</param>
/// <param name="Subject">The message's id, the template: what the line is about; null where the text says it all.</param>
public sealed record TranscriptLine(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] LineKind Kind,
    string Text,
    string? Origin = null,
    string? Key = null,
    string? Subject = null);

/// <summary>What kinds of lines have in common.</summary>
public static class LineKinds
{
    /// <summary>Whether such a line says why something was not done.</summary>
    public static bool TellsWhyNot(this LineKind kind) => kind is LineKind.Withheld or LineKind.Held or LineKind.Withdrawn or LineKind.Failed
        or LineKind.NotEntered or LineKind.NotIssued or LineKind.CallFailed or LineKind.Limit or LineKind.NotInAudience;

    /// <summary>The kind in a person's words, lower case: "decided", "handed over". Its name is what is stored.</summary>
    public static string Word(this LineKind kind) => kind switch
    {
        LineKind.NotEntered => "not entered",
        LineKind.Sent => "decided",
        LineKind.HandedOver => "handed over",
        LineKind.Retry => "will retry",
        LineKind.NotInAudience => "not in audience",
        LineKind.Issued => "offer issued",
        LineKind.NotIssued => "offer not issued",
        LineKind.Redeemed => "offer redeemed",
        LineKind.Called => "call",
        LineKind.CallFailed => "call failed",
        LineKind.Joined => "segment entered",
        LineKind.Left => "segment left",
        LineKind.TakenOut => "taken out",
        _ => kind.ToString().ToLowerInvariant(),
    };
}

/// <summary>What a line tells. The names are what totals are counted under.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineKind>))]
public enum LineKind
{
    /// <summary>A fact of the customer changed: identity, consent, orders.</summary>
    Fact,

    /// <summary>Points earned or reversed, a tier reached.</summary>
    Points,

    /// <summary>A run began.</summary>
    Entered,

    /// <summary>A run did not begin, and why.</summary>
    NotEntered,

    /// <summary>A run went on, waits, chose a branch, set something.</summary>
    Step,

    /// <summary>A run ended by an exit rule.</summary>
    Exited,

    /// <summary>A run came to its end.</summary>
    Finished,

    /// <summary>A message was decided; it is handed over later, if nothing then stands against it. The name is older than that word, and stored.</summary>
    Sent,

    /// <summary>A message was not decided, or not handed over at the final check, and why.</summary>
    Withheld,

    /// <summary>A decided message waits for a moment at which the rules of sending let it go, and why.</summary>
    Held,

    /// <summary>A decided message was taken back before it was handed over.</summary>
    Withdrawn,

    /// <summary>The channel took the message.</summary>
    HandedOver,

    /// <summary>An attempt failed and will be tried again.</summary>
    Retry,

    /// <summary>The message was given up.</summary>
    Failed,

    /// <summary>The goal was reached.</summary>
    Goal,

    /// <summary>A limit was reached, and what was not done for it.</summary>
    Limit,

    /// <summary>A wave did not hold for the customer.</summary>
    NotInAudience,

    /// <summary>An offer was issued.</summary>
    Issued,

    /// <summary>An offer was not issued, and why.</summary>
    NotIssued,

    /// <summary>An offer was redeemed.</summary>
    Redeemed,

    /// <summary>Another system is asked; the run waits for its answer.</summary>
    Called,

    /// <summary>It answered.</summary>
    Answered,

    /// <summary>It refused, failed or did not answer in time.</summary>
    CallFailed,

    /// <summary>A provider's report: delivered, opened, clicked, bounced.</summary>
    Report,

    /// <summary>A segment was entered.</summary>
    Joined,

    /// <summary>A segment was left.</summary>
    Left,

    /// <summary>A run was ended by a change of the definitions: its journey or its step is gone, or the new version takes it out.</summary>
    TakenOut,
}
