using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>A function that expressions may call, as name(x) or x.name().</summary>
/// <param name="Signature">For people: round(number, digits).</param>
/// <param name="Parameters">The kinds each argument may have; the last one stands for all that follow if there may be more.</param>
/// <param name="Counts">The numbers of arguments it takes.</param>
/// <param name="Result">The kind of its result; null: that of its first argument.</param>
/// <param name="Build">Makes the calculation of those of the arguments. Arguments of kinds it does not take give absent.</param>
internal sealed record Function(
    string Name,
    string Signature,
    ImmutableArray<ImmutableArray<ValueKind>> Parameters,
    ImmutableArray<int> Counts,
    ValueKind? Result,
    Func<ImmutableArray<Func<Scope, Value>>, Func<Scope, Value>> Build)
{
    /// <summary>It looks at the customer or the time, so it is not constant even of constant arguments.</summary>
    public bool ReadsScope { get; init; }

    /// <summary>What a constant argument that gives absent is not: "a duration, like 45m".</summary>
    public string? Reads { get; init; }

    /// <summary>Which arguments name event types or properties of recent events; checked where they are literals.</summary>
    public bool NamesEvents { get; init; }

    public ImmutableArray<ValueKind> Parameter(int index) => Parameters[Math.Min(index, Parameters.Length - 1)];
}
