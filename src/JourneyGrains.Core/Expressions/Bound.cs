using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>A checked and compiled part of an expression.</summary>
/// <param name="Kind">The kind of its value; Any where only a run can tell, Null where it is always absent.</param>
/// <param name="Constant">Its value is always the same: it reads nothing, or nothing that changes it.</param>
internal readonly record struct Bound(ValueKind Kind, Func<Scope, Value> Evaluate, bool Constant = false)
{
    public static Bound Of(Value value) => new(value.Kind, _ => value, true);

    /// <summary>Made of parts by a calculation without other inputs: of constant parts it is calculated now, once.</summary>
    public static Bound From(ValueKind kind, Func<Scope, Value> evaluate, params ReadOnlySpan<Bound> parts)
    {
        foreach (var part in parts)
        {
            if (!part.Constant)
            {
                return new(kind, evaluate);
            }
        }

        var value = evaluate(default);
        return new(kind, _ => value, true);
    }

    /// <summary>Whether the value may turn out to be of that kind.</summary>
    public bool MayBe(ValueKind kind) => Kind == kind || Kind is ValueKind.Any or ValueKind.Null;

    /// <summary>Whether it holds, or does not, whatever is looked at.</summary>
    public bool IsAlways(bool holds) => Constant && IsTrue(Evaluate(default)) == holds;

    public static bool IsTrue(Value value) => value.Kind == ValueKind.Bool && value.AsBool();
}
