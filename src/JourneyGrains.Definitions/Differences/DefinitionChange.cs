namespace JourneyGrains.Definitions.Differences;

/// <summary>Something that two sets of definitions have otherwise.</summary>
/// <param name="Of">What it belongs to: "journey cart-recovery", "sending", "template cart-first.en.hbs".</param>
/// <param name="Part">Which part of it: "step quiet", "goal", "caps.weekly.most"; empty: all of it.</param>
/// <param name="Before">What it was, as short as possible; null where it was added.</param>
/// <param name="After">What it is; null where it was removed.</param>
public sealed record DefinitionChange(string Of, string Part, string? Before, string? After)
{
    public string Kind => (Before, After) switch
    {
        (null, _) => "added",
        (_, null) => "removed",
        _ => "changed",
    };
}
