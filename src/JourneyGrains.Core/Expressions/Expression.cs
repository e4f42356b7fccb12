using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>
/// A compiled, side-effect-free expression. It never throws: what is absent or cannot be calculated is <see cref="Value.Null"/>, and a
/// condition that is not true does not hold.
/// </summary>
public sealed class Expression
{
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

    public Value Evaluate(in Scope scope) => evaluate(scope);

    public bool Holds(in Scope scope) => evaluate(scope) == Value.True;

    public override string ToString() => Source;
}
