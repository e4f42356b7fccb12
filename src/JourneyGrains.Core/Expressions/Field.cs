using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>A field that expressions and templates may read.</summary>
/// <param name="Path">As it is written: customer.orders.</param>
/// <param name="Kind">Its kind; <see cref="ValueKind.Any"/> where only a run can tell. Any field may be absent.</param>
public sealed record Field(string Path, ValueKind Kind, string Meaning, Func<Scope, Value> Read)
{
    /// <summary>What its text, or the texts in its list, are names of; null: of nothing that definitions name.</summary>
    public NameKind? Names { get; init; }

    /// <summary>The texts that it can be, but for absent; null: any.</summary>
    public IReadOnlyList<string>? OneOf { get; init; }

    /// <summary>The earliest moment after now at which time alone changes it; null, or giving null: it never does.</summary>
    public Func<Scope, DateTimeOffset?>? NextStep { get; init; }
}
