using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>
/// A compiled, side-effect-free expression. It never throws: what is absent or cannot be calculated is <see cref="Value.Null"/>, and a
/// condition that is not true does not hold.
/// </summary>
public sealed class Expression
{
    /// <summary>How often a condition is looked at for its next change: a week of hours.</summary>
    private const int LooksMax = 170;

    private readonly Func<Scope, Value> evaluate;

    internal Expression(string source, ValueKind kind, ImmutableArray<string> fields, Func<Scope, Value> evaluate)
    {
        Source = source;
        Kind = kind;
        Fields = fields;
        this.evaluate = evaluate;
    }

    /// <summary>As the author wrote it.</summary>
    public string Source { get; }

    /// <summary>The kind of its result; <see cref="ValueKind.Any"/> where only a run can tell.</summary>
    public ValueKind Kind { get; }

    /// <summary>The fields it reads, as paths: customer.orders, event.cartId. In order of appearance, each once.</summary>
    public ImmutableArray<string> Fields { get; }

    /// <summary>What it always is; null: that depends on what it looks at.</summary>
    public Value? Constant { get; init; }

    /// <summary>The earliest moment at which the value may become another by time alone; null, or giving null: it never does.</summary>
    private Func<Scope, DateTimeOffset?>? NextStep { get; init; }

    public Value Evaluate(in Scope scope) => evaluate(scope);

    public bool Holds(in Scope scope) => evaluate(scope) == Value.True;

    /// <summary>
    /// The earliest moment after the scope's 'now' at which time alone makes a condition hold or cease to hold, nothing else having changed.
    /// Null: it never does. For what <see cref="TimedConditions"/> compiled.
    /// </summary>
    /// <remarks>A condition that may change more often than it does is looked at for a while, and the moment of the last look is given.</remarks>
    public DateTimeOffset? NextChange(in Scope scope)
    {
        if (NextStep is null)
        {
            return null;
        }

        var holds = Holds(scope);
        var at = scope;
        for (var look = 0; look < LooksMax; look++)
        {
            if (NextStep(at) is not { } next)
            {
                return null;
            }

            at = at with { Now = TimeSteps.Whole(next) };
            if (Holds(at) != holds)
            {
                break;
            }
        }

        return at.Now;
    }

    internal Expression Timed(Func<Scope, DateTimeOffset?>? nextStep) => new(Source, Kind, Fields, evaluate) { NextStep = nextStep, Constant = Constant };

    public override string ToString() => Source;
}
