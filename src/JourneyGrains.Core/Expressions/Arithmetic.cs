using JourneyGrains.Core.Values;
using static JourneyGrains.Core.Values.ValueKind;

namespace JourneyGrains.Core.Expressions;

/// <summary>Sums, products and orderings of values. What cannot be calculated (absent, by zero, too large) is absent.</summary>
internal static class Arithmetic
{
    private static readonly Overload[] Overloads =
    [
        new("+", Number, Number, Number, (l, r) => Exact(l.AsNumber(), r.AsNumber(), static (a, b) => a + b)),
        new("+", Text, Text, Text, (l, r) => Value.Of(l.AsText() + r.AsText())),
        new("+", Time, Duration, Time, (l, r) => Shift(l, r.AsDuration().Ticks)),
        new("+", Duration, Time, Time, (l, r) => Shift(r, l.AsDuration().Ticks)),
        new("+", Duration, Duration, Duration, (l, r) => Span((decimal)l.AsDuration().Ticks + r.AsDuration().Ticks)),
        new("-", Number, Number, Number, (l, r) => Exact(l.AsNumber(), r.AsNumber(), static (a, b) => a - b)),
        new("-", Time, Time, Duration, (l, r) => Span(l.AsTime().UtcTicks - r.AsTime().UtcTicks)),
        new("-", Time, Duration, Time, (l, r) => Shift(l, -r.AsDuration().Ticks)),
        new("-", Duration, Duration, Duration, (l, r) => Span((decimal)l.AsDuration().Ticks - r.AsDuration().Ticks)),
        new("*", Number, Number, Number, (l, r) => Exact(l.AsNumber(), r.AsNumber(), static (a, b) => a * b)),
        new("*", Duration, Number, Duration, (l, r) => Scaled(l, r.AsNumber(), static (a, b) => a * b)),
        new("*", Number, Duration, Duration, (l, r) => Scaled(r, l.AsNumber(), static (a, b) => a * b)),
        new("/", Number, Number, Number, (l, r) => Exact(l.AsNumber(), r.AsNumber(), static (a, b) => a / b)),
        new("/", Duration, Number, Duration, (l, r) => Scaled(l, r.AsNumber(), static (a, b) => a / b)),
        new("/", Duration, Duration, Number, (l, r) => Exact(l.AsDuration().Ticks, r.AsDuration().Ticks, static (a, b) => a / b)),
        new("%", Number, Number, Number, (l, r) => Exact(l.AsNumber(), r.AsNumber(), static (a, b) => a % b)),
    ];

    /// <summary>The kind of the result, or null where there is none of such operands.</summary>
    public static ValueKind? ResultOf(string symbol, Bound left, Bound right)
    {
        if (left.Kind == Null || right.Kind == Null)
        {
            return Null;
        }

        var results = Overloads
            .Where(overload => overload.Symbol == symbol && left.MayBe(overload.Left) && right.MayBe(overload.Right))
            .Select(overload => overload.Result)
            .Distinct()
            .ToArray();
        return results.Length switch { 0 => null, 1 => results[0], _ => Any };
    }

    /// <summary>The calculation for operands of these declared kinds.</summary>
    public static Func<Scope, Value> Compile(string symbol, Bound left, Bound right)
    {
        var candidates = Overloads
            .Where(overload => overload.Symbol == symbol && left.MayBe(overload.Left) && right.MayBe(overload.Right))
            .ToArray();
        var (first, second) = (left.Evaluate, right.Evaluate);
        return scope =>
        {
            var (one, two) = (first(scope), second(scope));
            foreach (var overload in candidates)
            {
                if (overload.Left == one.Kind && overload.Right == two.Kind)
                {
                    return overload.Apply(one, two);
                }
            }

            return Value.Null;
        };
    }

    public static Value Negate(Value value) => value.Kind switch
    {
        Number => Value.Of(-value.AsNumber()),
        Duration => Span(-(decimal)value.AsDuration().Ticks),
        _ => Value.Null,
    };

    public static bool IsOrdered(ValueKind kind) => kind is Number or Text or Time or Duration;

    /// <summary>Less than 0, 0 or more, or null where the two have no order.</summary>
    public static int? Compare(Value left, Value right) => left.Kind != right.Kind
        ? null
        : left.Kind switch
        {
            Number => left.AsNumber().CompareTo(right.AsNumber()),
            Text => string.CompareOrdinal(left.AsText(), right.AsText()),
            Time => left.AsTime().CompareTo(right.AsTime()),
            Duration => left.AsDuration().CompareTo(right.AsDuration()),
            _ => null,
        };

    /// <summary>A moment shifted by ticks; absent beyond the years 1 to 9999.</summary>
    public static Value Shift(Value time, long ticks)
    {
        var shifted = (decimal)time.AsTime().UtcTicks + ticks;
        return shifted >= 0 && shifted <= DateTimeOffset.MaxValue.UtcTicks
            ? Value.Of(new DateTimeOffset((long)shifted, TimeSpan.Zero))
            : Value.Null;
    }

    private static Value Span(decimal ticks) =>
        Math.Abs(ticks) <= TimeSpan.MaxValue.Ticks ? Value.Of(TimeSpan.FromTicks((long)ticks)) : Value.Null;

    private static Value Scaled(Value duration, decimal by, Func<decimal, decimal, decimal> calculate)
    {
        var ticks = Exact(duration.AsDuration().Ticks, by, calculate);
        return ticks.IsNull ? Value.Null : Span(ticks.AsNumber());
    }

    private static Value Exact(decimal left, decimal right, Func<decimal, decimal, decimal> calculate)
    {
        try
        {
            return Value.Of(calculate(left, right));
        }
        catch (Exception error) when (error is OverflowException or DivideByZeroException)
        {
            return Value.Null;
        }
    }

    private sealed record Overload(string Symbol, ValueKind Left, ValueKind Right, ValueKind Result, Func<Value, Value, Value> Apply);
}
