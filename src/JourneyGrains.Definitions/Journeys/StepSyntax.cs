using JourneyGrains.Core.Calendars;
using JourneyGrains.Definitions.Yaml;
using NodaTime;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>A step as it stands in the file, its expressions not yet compiled.</summary>
/// <param name="Index">Its place in the flat programme: steps are counted in the order in which they stand in the file.</param>
internal abstract record StepSyntax(int Index, string Id, Place At)
{
    /// <summary>The steps within it, in the order in which they stand in the file.</summary>
    public IEnumerable<StepSyntax> Inner => this switch
    {
        WaitSyntax wait => [.. wait.Arms.SelectMany(arm => arm.Steps), .. wait.Timeout ?? []],
        BranchSyntax branch => [.. branch.Arms.SelectMany(arm => arm.Steps), .. branch.Else],
        SplitSyntax split => split.Arms.SelectMany(arm => arm.Steps),
        RepeatSyntax repeat => repeat.Steps,
        CallSyntax call => [.. call.Timeout ?? [], .. call.Failed ?? []],
        _ => [],
    };

    /// <summary>It, and all steps within it at any depth, in the order in which they stand in the file.</summary>
    public IEnumerable<StepSyntax> All => Inner.SelectMany(step => step.All).Prepend(this);
}

internal sealed record WaitSyntax(int Index, string Id, Place At) : StepSyntax(Index, Id, At)
{
    public TextNode? For { get; init; }

    public TextNode? Until { get; init; }

    public LocalUntilSyntax? Local { get; init; }

    public EventRuleSyntax? Restart { get; init; }

    public IReadOnlyList<WaitArmSyntax> Arms { get; init; } = [];

    /// <summary>Null: goes on with the next step.</summary>
    public IReadOnlyList<StepSyntax>? Timeout { get; init; }
}

/// <summary>An 'until' by the customer's clock and calendar; its date not yet compiled.</summary>
/// <param name="Clock">Where it reads no date.</param>
internal sealed record LocalUntilSyntax(LocalUntil? Clock, TextNode? Date, CalendarOffset Offset, LocalTime? At);

/// <summary>An event type, null where it was noted as wrong, and a condition.</summary>
internal sealed record EventRuleSyntax(string? On, TextNode? When);

internal sealed record WaitArmSyntax(EventRuleSyntax Rule, IReadOnlyList<StepSyntax> Steps);

internal sealed record BranchSyntax(
    int Index, string Id, Place At, IReadOnlyList<BranchArmSyntax> Arms, IReadOnlyList<StepSyntax> Else) : StepSyntax(Index, Id, At);

internal sealed record BranchArmSyntax(TextNode? When, IReadOnlyList<StepSyntax> Steps);

internal sealed record SplitSyntax(int Index, string Id, Place At, IReadOnlyList<SplitArmSyntax> Arms) : StepSyntax(Index, Id, At);

/// <param name="Percent">Null where it was noted as wrong.</param>
internal sealed record SplitArmSyntax(string Name, decimal? Percent, bool Control, IReadOnlyList<StepSyntax> Steps);

internal sealed record SendStepSyntax(int Index, string Id, Place At, SendSyntax Send) : StepSyntax(Index, Id, At);

internal sealed record SetSyntax(int Index, string Id, Place At, IReadOnlyList<AssignmentSyntax> Assignments) : StepSyntax(Index, Id, At);

/// <param name="Attribute">True: customer.attributes.NAME; false: run.NAME.</param>
internal sealed record AssignmentSyntax(bool Attribute, string Name, TextNode To);

internal sealed record RepeatSyntax(
    int Index, string Id, Place At, int Times, TextNode? While, IReadOnlyList<StepSyntax> Steps) : StepSyntax(Index, Id, At);

internal sealed record AwardSyntax(int Index, string Id, Place At, TextNode? Points, string? Reason) : StepSyntax(Index, Id, At);

/// <param name="Offer">Empty where it was noted as wrong.</param>
internal sealed record OfferSyntax(int Index, string Id, Place At, string Offer, TextNode? Expires) : StepSyntax(Index, Id, At);

/// <param name="Url">Null where it was noted as missing or wrong.</param>
internal sealed record CallSyntax(int Index, string Id, Place At, Uri? Url, string Method) : StepSyntax(Index, Id, At)
{
    public IReadOnlyList<NamedText> Query { get; init; } = [];

    public IReadOnlyList<NamedText> Body { get; init; } = [];

    public TimeSpan For { get; init; } = CallReader.ForDefault;

    public IReadOnlyList<AssignmentSyntax> Into { get; init; } = [];

    /// <summary>Null: goes on with the next step.</summary>
    public IReadOnlyList<StepSyntax>? Timeout { get; init; }

    /// <summary>Null: as when the time is over.</summary>
    public IReadOnlyList<StepSyntax>? Failed { get; init; }
}

/// <param name="Journey">Null where it was noted as missing.</param>
internal sealed record StartSyntax(
    int Index, string Id, Place At, TextNode? Journey, TextNode? Key, IReadOnlyList<NamedText> Data) : StepSyntax(Index, Id, At)
{
    /// <summary>Nothing of the data was noted as wrong: what is missing in them is missing.</summary>
    public bool Whole { get; init; } = true;
}

/// <param name="Name">Where the name stands.</param>
internal sealed record NamedText(TextNode Name, TextNode Value);

internal sealed record ExitSyntax(int Index, string Id, Place At, string? Reason) : StepSyntax(Index, Id, At);
