using JourneyGrains.Core.Calendars;
using JourneyGrains.Definitions.Yaml;
using NodaTime;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>A step as it stands in the file, its expressions not yet compiled.</summary>
/// <param name="Index">Its place in the flat programme: steps are counted in the order in which they stand in the file.</param>
internal abstract record StepSyntax(int Index, string Id, Place At);

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

internal sealed record SendStepSyntax(int Index, string Id, Place At, SendSyntax Send) : StepSyntax(Index, Id, At);

internal sealed record SetSyntax(int Index, string Id, Place At, IReadOnlyList<AssignmentSyntax> Assignments) : StepSyntax(Index, Id, At);

/// <param name="Attribute">True: customer.attributes.NAME; false: run.NAME.</param>
internal sealed record AssignmentSyntax(bool Attribute, string Name, TextNode To);

internal sealed record ExitSyntax(int Index, string Id, Place At, string? Reason) : StepSyntax(Index, Id, At);
