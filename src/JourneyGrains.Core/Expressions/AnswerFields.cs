using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>The fields of a call's answer, which stands in the place of the event that ended a wait.</summary>
internal static class AnswerFields
{
    public static ImmutableArray<Field> All { get; } =
    [
        new("answer.status", ValueKind.Number, "The status of HTTP, 200 to 299.", scope => scope.Matched?["status"] ?? Value.Null),
        new("answer.body", ValueKind.Any, "What was answered: JSON, or else the text.", scope => scope.Matched?["body"] ?? Value.Null),
    ];
}
