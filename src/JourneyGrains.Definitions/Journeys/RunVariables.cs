using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Offers;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Events;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Finds which variables the steps of a journey give a run, and of which kinds.</summary>
internal static class RunVariables
{
    /// <param name="fields">Of the customer and the run's event.</param>
    /// <returns>A kind is Any where two steps set different ones, or where the expression is wrong (noted elsewhere).</returns>
    public static SortedDictionary<string, ValueKind> Of(IReadOnlyList<StepSyntax> steps, FieldTable fields, EventCatalogue events)
    {
        var kinds = new SortedDictionary<string, ValueKind>(StringComparer.Ordinal);
        if (steps.SelectMany(step => step.All).Any(step => step is OfferSyntax))
        {
            foreach (var (name, kind) in VoucherFields.Variables)
            {
                kinds[name] = kind;
            }
        }

        var open = fields.WithEvent("matched", [], open: true);
        foreach (var (assignment, answered) in steps.SelectMany(step => step.All).SelectMany(Assignments).Where(set => !set.To.Attribute))
        {
            var known = answered ? fields.WithAnswer() : open;
            var compiled = ExpressionCompiler.Compile(assignment.To.Text, known.WithRun(kinds).WithRound(), null, events.Names);
            var kind = compiled.Expression?.Kind ?? ValueKind.Any;
            var earlier = kinds.GetValueOrDefault(assignment.Name, ValueKind.Null);
            kinds[assignment.Name] = earlier == ValueKind.Null || earlier == kind ? kind : kind == ValueKind.Null ? earlier : ValueKind.Any;
        }

        return kinds;
    }

    private static IEnumerable<(AssignmentSyntax To, bool Answered)> Assignments(StepSyntax step) => step switch
    {
        SetSyntax set => set.Assignments.Select(to => (to, false)),
        CallSyntax call => call.Into.Select(to => (to, true)),
        _ => [],
    };
}
