namespace JourneyGrains.Core.Experiments;

/// <summary>
/// The name under which a result is counted among the totals: "cart-recovery|reminder|discount|converted". Origin, split and measure have no bar in
/// their names; the totals of transcript lines, "cart-recovery/Sent", have none at all.
/// </summary>
/// <param name="Split">The id of the split, or <see cref="Whole"/> or <see cref="Messages"/>.</param>
internal readonly record struct ResultName(string Origin, string Split, string Arm, string Measure)
{
    /// <summary>In place of a split's id: the journey or wave as a whole.</summary>
    public const string Whole = "";

    /// <summary>In place of a split's id: goals by the message they are put down to, "template by channel".</summary>
    public const string Messages = "@message";

    /// <summary>Customers.</summary>
    public const string Entered = "entered";
    public const string Messaged = "messaged";
    public const string Converted = "converted";

    /// <summary>Runs; messages handed over; messages withheld for a control; goals reached.</summary>
    public const string Runs = "runs";
    public const string HandedOver = "handedOver";
    public const string HeldBack = "heldBack";
    public const string Goals = "goals";

    /// <summary>Sums of digits, see <see cref="GoalValues"/>: of the values, and of the squares of what customers were worth.</summary>
    public const string Value = "value.";
    public const string Squares = "squares.";

    private const char Bar = '|';

    public static bool Is(string name) => name.Contains(Bar, StringComparison.Ordinal);

    /// <summary>Whether a total is a result of that journey or wave.</summary>
    public static bool IsOf(string name, string origin) =>
        name.Length > origin.Length && name[origin.Length] == Bar && name.StartsWith(origin, StringComparison.Ordinal);

    public static ResultName Of(string name)
    {
        var first = name.IndexOf(Bar, StringComparison.Ordinal);
        var second = name.IndexOf(Bar, first + 1);
        var last = name.LastIndexOf(Bar);
        return new(name[..first], name[(first + 1)..second], name[(second + 1)..last], name[(last + 1)..]);
    }

    public override string ToString() => $"{Origin}{Bar}{Split}{Bar}{Arm}{Bar}{Measure}";
}
