using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Events;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Expressions;

/// <summary>Compiles the expressions of a file and notes what is wrong at the line and column it is wrong at.</summary>
internal sealed class ExpressionReader(FileProblems problems, EventCatalogue events)
{
    /// <summary>Where what is wrong is noted.</summary>
    public FileProblems Problems => problems;

    /// <summary>Notes a key of a kind that cannot be one.</summary>
    public void CheckKey(TextNode? text, Expression? key)
    {
        if (key is not null && key.Kind is not (ValueKind.Text or ValueKind.Number or ValueKind.Any))
        {
            problems.Add(text!.At, $"A key is a Text or a Number, like event.cartId; '{key.Source}' is {key.Kind}.");
        }
    }

    /// <summary>The condition, or null where it is absent or (noted) wrong.</summary>
    public Expression? Condition(TextNode? text, FieldTable fields) => Doubted(text, Compile(text, fields, ValueKind.Bool));

    /// <summary>As <see cref="Condition"/>, one of which it can be told when time alone changes it.</summary>
    public Expression? TimedCondition(TextNode? text, FieldTable fields) =>
        Doubted(text, Compile(text, source => TimedConditions.Compile(source, fields, events.Names, events.Given)));

    public Expression? Compile(TextNode? text, FieldTable fields, ValueKind? expected = null) =>
        Compile(text, source => ExpressionCompiler.Compile(source, fields, expected, events.Names, events.Given));

    /// <summary>A plain duration (45m) or an expression of one of the kinds.</summary>
    /// <param name="what">For messages: "'for'".</param>
    public Expression? DurationOr(TextNode? text, FieldTable fields, string what, params ReadOnlySpan<ValueKind> kinds)
    {
        if (text is null)
        {
            return null;
        }

        if (kinds.Contains(ValueKind.Duration) && Durations.TryParse(text.Text, out var duration))
        {
            if (duration <= TimeSpan.Zero)
            {
                problems.Add(text.At, $"{what} is longer than nothing; here stands {text.Description}.");
            }

            LongDurations.Note(problems, text, duration);
            return ExpressionCompiler.Constant(text.Text, Value.Of(duration));
        }

        if (kinds.Contains(ValueKind.Time) && Moments.TryParse(text.Text, out var moment))
        {
            return ExpressionCompiler.Constant(text.Text, Value.Of(moment));
        }

        if (kinds.Contains(ValueKind.Duration) && DurationWords.AreIn(text.Text))
        {
            problems.Add(
                text.At,
                Durations.TooLong(text.Text) ?? $"A duration is written like 10m, 45s or 3d; here stands {text.Description}.",
                DurationWords.Shorten(text.Text));
            return null;
        }

        var expression = Compile(text, fields);
        if (expression?.Constant is { Kind: ValueKind.Duration } always)
        {
            LongDurations.Note(problems, text, always.AsDuration());
        }

        if (expression is not null && expression.Kind != ValueKind.Any && !kinds.Contains(expression.Kind))
        {
            problems.Add(
                text.At,
                $"{what} is a {string.Join(" or a ", kinds.ToArray())}, like {Example(kinds)}; '{text.Text}' is {expression.Kind}.");
        }

        return expression;
    }

    private Expression? Compile(TextNode? text, Func<string, Compilation> compile)
    {
        if (text is null)
        {
            return null;
        }

        var (expression, error) = compile(text.Text);
        if (error is not null)
        {
            problems.Add(text.PlaceOf(error.Position), error.Message, error.Suggestion);
        }

        return expression;
    }

    /// <summary>A condition that looks at something and is the same all the same is noted; who writes 'true' means it.</summary>
    private Expression? Doubted(TextNode? text, Expression? condition)
    {
        if (condition?.Constant is { } always && text!.Text.Trim() != "true")
        {
            problems.Doubt(text.At, always == Value.True
                ? $"This condition always holds, whatever is looked at: {text.Text}"
                : $"This condition never holds, whatever is looked at: {text.Text}");
        }

        return condition;
    }

    private static string Example(ReadOnlySpan<ValueKind> kinds) =>
        kinds.Contains(ValueKind.Duration) ? "45m or duration(\"45m\")" : "event.promisedAt or now + duration(\"1h\")";
}
