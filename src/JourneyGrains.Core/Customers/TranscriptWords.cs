namespace JourneyGrains.Core.Customers;

/// <summary>What came in and whose a line is, in a person's words.</summary>
public static class TranscriptWords
{
    private const string Event = "event ";
    private const string Edition = "definitions ";

    /// <summary>"order.placed o-17", "a wait is over", "edition 3 of the definitions". <see cref="TranscriptEntry.Input"/> is what is stored.</summary>
    public static string Came(this TranscriptEntry entry) => entry.Input switch
    {
        "timer" when entry.Lines is [{ Kind: LineKind.Joined or LineKind.Left or LineKind.Entered or LineKind.NotEntered }, ..] => "time has passed",
        "timer" => "a wait is over",
        "definitions" => "new definitions",
        var input when input.StartsWith(Edition, StringComparison.Ordinal) => $"edition {input[Edition.Length..]} of the definitions",
        var input when input.StartsWith(Event, StringComparison.Ordinal) => input[Event.Length..],
        var input => input,
    };

    /// <summary>What stands before a line's text: "cart-recovery [cart-7]: ", "welcome: ", or nothing where it is the customer's own.</summary>
    public static string Whose(this TranscriptLine line) =>
        line.Origin is null ? "" : line.Key is null ? $"{line.Origin}: " : $"{line.Origin} [{line.Key}]: ";
}
