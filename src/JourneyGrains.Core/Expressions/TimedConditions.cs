using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>Compiles conditions of which it can be told when time alone changes them.</summary>
public static class TimedConditions
{
    /// <summary>As <see cref="ExpressionCompiler.Compile"/>; a condition whose changes in time cannot be told is an error.</summary>
    public static Compilation Compile(string source, FieldTable fields, IReadOnlyCollection<string>? eventTypes = null, KnownNames? names = null)
    {
        var compiled = ExpressionCompiler.Compile(source, fields, ValueKind.Bool, eventTypes, names);
        if (compiled.Expression is not { } expression)
        {
            return compiled;
        }

        try
        {
            var binder = new Binder(source, fields, eventTypes ?? []);
            var term = new TimeBinder(binder, fields).Bind(new Parser(source).Parse());
            return new(expression.Timed(term.NextStep), null);
        }
        catch (ExpressionException problem)
        {
            return new(null, problem.Error);
        }
    }
}
