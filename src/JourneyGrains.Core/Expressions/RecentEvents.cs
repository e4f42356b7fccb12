using System.Collections.Immutable;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using static JourneyGrains.Core.Values.ValueKind;

namespace JourneyGrains.Core.Expressions;

/// <summary>The functions that look at what the customer did recently.</summary>
internal static class RecentEvents
{
    /// <summary>How many events of a type are among the recent ones, within a time, of a subject: this product, that category.</summary>
    public static Function Count { get; } =
        new("count", "count(type), count(type, within) or count(type, within, property, value)",
            [[Text], [Duration], [Text], [Text, Number]], [1, 2, 4], Number, BuildCount)
        { ReadsScope = true, NamesEvents = true };

    /// <summary>When the newest event of a type happened, or absent.</summary>
    public static Function Last { get; } =
        new("last", "last(type)", [[Text]], [1], Time, BuildLast) { ReadsScope = true, NamesEvents = true };

    private static Func<Scope, Value> BuildCount(ImmutableArray<Func<Scope, Value>> arguments)
    {
        var type = arguments[0];
        if (arguments.Length == 1)
        {
            return scope => type(scope) is { Kind: Text } name
                ? Value.Of(scope.Customer.Recent.CountOf(name.AsText(), DateTimeOffset.MinValue))
                : Value.Null;
        }

        var within = arguments[1];
        if (arguments.Length == 2)
        {
            return scope => type(scope) is { Kind: Text } name && Since(scope, within(scope)) is { } since
                ? Value.Of(scope.Customer.Recent.CountOf(name.AsText(), since))
                : Value.Null;
        }

        var (property, wanted) = (arguments[2], arguments[3]);
        return scope => type(scope) is { Kind: Text } name
            && Since(scope, within(scope)) is { } since
            && property(scope) is { Kind: Text } subject
            ? Value.Of(wanted(scope) is { IsNull: false } value ? scope.Customer.Recent.CountOf(name.AsText(), since, subject.AsText(), value) : 0)
            : Value.Null;
    }

    private static Func<Scope, Value> BuildLast(ImmutableArray<Func<Scope, Value>> arguments)
    {
        var type = arguments[0];
        return scope => type(scope) is { Kind: Text } name ? Value.Of(scope.Customer.Recent.Last(name.AsText())) : Value.Null;
    }

    private static DateTimeOffset? Since(in Scope scope, Value within)
    {
        if (within.Kind != Duration)
        {
            return null;
        }

        var since = Arithmetic.Shift(Value.Of(scope.Now), -within.AsDuration().Ticks);
        return since.IsNull ? DateTimeOffset.MinValue : since.AsTime();
    }

    /// <summary>Why a literal argument of such a function cannot be meant, or null.</summary>
    public static (string Message, string? Suggestion)? Check(int argument, string literal, IReadOnlyCollection<string> eventTypes)
    {
        if (argument == 2 && !EventTypes.Subjects.Contains(literal))
        {
            return (
                $"Recent events keep {string.Join(", ", EventTypes.Subjects)}; not '{literal}'.",
                Suggestions.For(literal, EventTypes.Subjects));
        }

        return argument == 0 && !eventTypes.Contains(literal) && Suggestions.For(literal, eventTypes, 2) is { } near
            ? ($"'{literal}' is no known event type. If it is one of your own, declare it in events.yaml.", near)
            : null;
    }
}
