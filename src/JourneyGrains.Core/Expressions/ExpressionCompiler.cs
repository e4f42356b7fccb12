using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>
/// Turns the text of an expression into an <see cref="Expression"/>: parsed, its fields and functions resolved, its kinds checked. The
/// syntax is that of CEL where CEL has one.
/// </summary>
public static class ExpressionCompiler
{
    /// <summary>UTF-16 characters of one expression.</summary>
    public const int SourceLengthMax = 2_000;

    /// <summary>Brackets, calls, negations and conditionals within one another.</summary>
    public const int NestingMax = 50;

    private static readonly string[] WellKnownTypes = [.. EventTypes.WellKnown.Select(type => type.Name)];

    /// <summary>Compiles an expression. Never throws: what is wrong is in the result.</summary>
    /// <param name="fields">The fields it may read.</param>
    /// <param name="expected">The kind its result must have; null: any.</param>
    /// <param name="eventTypes">The names of event types that count() and last() may ask for without being taken for a misspelling.</param>
    /// <param name="names">The names that a text may be compared with; null: they are not checked.</param>
    public static Compilation Compile(
        string source,
        FieldTable fields,
        ValueKind? expected = null,
        IReadOnlyCollection<string>? eventTypes = null,
        KnownNames? names = null)
    {
        try
        {
            if (source.Length > SourceLengthMax)
            {
                throw new ExpressionException(
                    SourceLengthMax, $"An expression has at most {SourceLengthMax} characters; this has {source.Length}. Split it by 'set' steps.");
            }

            var syntax = new Parser(source).Parse();
            var binder = new Binder(source, fields, eventTypes ?? WellKnownTypes) { Names = names ?? KnownNames.None };
            var bound = binder.Bind(syntax);
            RequireKind(bound.Kind, expected, syntax.Start);
            return new(
                new Expression(source, bound.Kind, binder.FieldsRead, bound.Evaluate) { Constant = bound.Constant ? bound.Evaluate(default) : null }, null);
        }
        catch (ExpressionException problem)
        {
            return new(null, problem.Error);
        }
    }

    /// <summary>An expression that is always the same value.</summary>
    /// <param name="source">As the author wrote it: 45m.</param>
    public static Expression Constant(string source, Value value) => new(source, value.Kind, [], _ => value) { Constant = value };

    private static void RequireKind(ValueKind actual, ValueKind? expected, int position)
    {
        if (expected is not { } kind || kind == ValueKind.Any || actual == kind || actual == ValueKind.Any)
        {
            return;
        }

        var hint = (kind, actual) switch
        {
            (ValueKind.Bool, _) => " A condition compares something, like customer.orders == 0.",
            (ValueKind.Duration, ValueKind.Text) => " Write 3d.",
            (ValueKind.Time, ValueKind.Text) => " Write timestamp(\"2025-11-11T00:00:00Z\").",
            _ => "",
        };
        throw new ExpressionException(position, $"The result is {actual}, but {kind} is needed here.{hint}");
    }
}

/// <summary>What compiling came to: one of the two is there.</summary>
public readonly record struct Compilation(Expression? Expression, ExpressionError? Error);

/// <summary>Why a text is no expression.</summary>
/// <param name="Position">In UTF-16 characters from the start of the source, from 0.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Suggestion">What was probably meant; null where nothing is near.</param>
public sealed record ExpressionError(int Position, string Message, string? Suggestion);

/// <summary>Carries an error from the place it is found to <see cref="ExpressionCompiler.Compile"/>, which alone catches it.</summary>
internal sealed class ExpressionException(int position, string message, string? suggestion = null) : Exception(message)
{
    public ExpressionError Error { get; } = new(position, message, suggestion);
}
