using System.Text.RegularExpressions;

namespace JourneyGrains.Simulation.Findings;

/// <summary>
/// Reduces why something was not done to what the definitions have to do with it, so that equal reasons of different customers can be counted:
/// without the template it is about, moments, zones, lengths of time since, counts and ids.
/// </summary>
public static partial class GeneralReason
{
    private const string UsedUp = " is used up";
    private const string Quiet = "quiet hours";
    private const string ExpiresBefore = ", and it expires before";
    private const string Again = " ago, and again only after ";
    private const string KeyHas = "the key has ";
    private const string TakenBack = "taken back before it was handed over";
    private const string EndedBy = "Ended by ";
    private const string EndedBefore = ", which happened later and arrived before, has ended it already";

    public static string Of(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        var reason = text.AsSpan(colon < 0 ? 0 : colon + 2).TrimEnd('.');

        // A condition is the author's: the numbers and names in it are the definitions', not the customer's.
        return reason.EndsWith(" does not hold", StringComparison.Ordinal)
            ? reason.ToString()
            : OfSending(reason) ?? OfRun(reason) ?? Varying().Replace(reason.ToString(), Left);
    }

    /// <summary>Rules of sending: the cap with its size, who goes before, quiet hours, and whether a message would have waited, had it not expired.</summary>
    private static string? OfSending(ReadOnlySpan<char> reason)
    {
        var expires = reason.Contains(ExpiresBefore, StringComparison.Ordinal) ? ExpiresBefore : "";
        if (reason.StartsWith("cap ", StringComparison.Ordinal) && reason.IndexOf(UsedUp, StringComparison.Ordinal) is > 0 and var used)
        {
            return string.Concat(reason[..(used + UsedUp.Length)], expires);
        }

        if (reason.StartsWith("kept back for ", StringComparison.Ordinal)
            && reason.IndexOf(", at ", StringComparison.Ordinal) is > 0 and var at && reason[at..].IndexOf(')') is > 0 and var closing)
        {
            return string.Concat(reason[..at], reason[(at + closing)..]);
        }

        return reason.StartsWith(Quiet + " until ", StringComparison.Ordinal) ? Quiet + expires : null;
    }

    /// <summary>Why a run did not begin or go on: the re-entry rule, or the type of the event that ended it; and that it took a message back.</summary>
    private static string? OfRun(ReadOnlySpan<char> reason)
    {
        if (reason.StartsWith("entered ", StringComparison.Ordinal) && reason.IndexOf(Again, StringComparison.Ordinal) is > 0 and var ago)
        {
            return string.Concat("entered before, and again only after ", reason[(ago + Again.Length)..]);
        }

        if (reason.StartsWith(KeyHas, StringComparison.Ordinal) && reason.IndexOf(" characters;", StringComparison.Ordinal) is > 0 and var characters)
        {
            return string.Concat(KeyHas, "…", reason[characters..]);
        }

        if (reason.EndsWith(TakenBack, StringComparison.Ordinal))
        {
            return TakenBack;
        }

        if (reason.EndsWith(EndedBefore, StringComparison.Ordinal))
        {
            return string.Concat(TypeOf(reason), " …", EndedBefore);
        }

        return reason.StartsWith(EndedBy, StringComparison.Ordinal) ? string.Concat(EndedBy, TypeOf(reason[EndedBy.Length..]), " …") : null;
    }

    /// <summary>Of an event with its id: "order.placed o-17".</summary>
    private static ReadOnlySpan<char> TypeOf(ReadOnlySpan<char> input) => input.IndexOf(' ') is > 0 and var end ? input[..end] : input;

    private static string Left(Match match) =>
        match.ValueSpan.IndexOfAny('-', ':') >= 0 || match.Length > 12 ? "…" : match.Value;

    // Moments and ids have digits with dashes or colons, or are long; numbers and lengths of time are neither.
    [GeneratedRegex(@"[\w-]*\d[\w:-]*(\.\w+)*")]
    private static partial Regex Varying();
}
