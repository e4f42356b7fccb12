using System.Collections.Immutable;
using System.Globalization;

namespace JourneyGrains.Core.Values;

/// <summary>
/// One value of an event property, a customer attribute or an expression: absent, true or false, a decimal number, a text, a moment,
/// a duration, a list or a map. Immutable; compared by content. The default value is <see cref="Null"/>.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly decimal number;
    private readonly object? content;

    private Value(ValueKind kind, decimal number, object? content)
    {
        Kind = kind;
        this.number = number;
        this.content = content;
    }

    public static Value Null => default;

    public static Value True { get; } = new(ValueKind.Bool, 1, null);

    public static Value False { get; } = new(ValueKind.Bool, 0, null);

    public static Value EmptyMap { get; } = Of(ValueMap.Empty);

    public ValueKind Kind { get; }

    public bool IsNull => Kind == ValueKind.Null;

    public static Value Of(bool value) => value ? True : False;

    public static Value Of(decimal value) => new(ValueKind.Number, value, null);

    public static Value Of(string? value) => value is null ? Null : new(ValueKind.Text, 0, value);

    /// <summary>A moment. Its offset is dropped (the moment stays) and it is cut to the microsecond, as storage and JSON keep it.</summary>
    public static Value Of(DateTimeOffset value) => new(ValueKind.Time, value.UtcTicks - (value.UtcTicks % 10), null);

    public static Value Of(DateTimeOffset? value) => value is { } moment ? Of(moment) : Null;

    public static Value Of(TimeSpan value) => new(ValueKind.Duration, value.Ticks, null);

    public static Value Of(ImmutableArray<Value> items) => new(ValueKind.List, 0, items);

    public static Value Of(ValueMap fields) => new(ValueKind.Map, 0, fields);

    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public bool AsBool() => Expect(ValueKind.Bool).number != 0;

    /// <inheritdoc cref="AsBool"/>
    public decimal AsNumber() => Expect(ValueKind.Number).number;

    /// <inheritdoc cref="AsBool"/>
    public string AsText() => (string)Expect(ValueKind.Text).content!;

    /// <inheritdoc cref="AsBool"/>
    public DateTimeOffset AsTime() => new((long)Expect(ValueKind.Time).number, TimeSpan.Zero);

    /// <inheritdoc cref="AsBool"/>
    public TimeSpan AsDuration() => new((long)Expect(ValueKind.Duration).number);

    /// <inheritdoc cref="AsBool"/>
    public ImmutableArray<Value> AsList() => (ImmutableArray<Value>)Expect(ValueKind.List).content!;

    /// <inheritdoc cref="AsBool"/>
    public ValueMap AsMap() => (ValueMap)Expect(ValueKind.Map).content!;

    /// <summary>The field of a map; <see cref="Null"/> where there is no such field or this is no map.</summary>
    public Value this[string field] => Kind == ValueKind.Map && AsMap().TryGetValue(field, out var value) ? value : Null;

    public bool Equals(Value other)
    {
        if (Kind != other.Kind)
        {
            return false;
        }

        return Kind switch
        {
            ValueKind.Text => string.Equals((string?)content, (string?)other.content, StringComparison.Ordinal),
            ValueKind.List => AsList().SequenceEqual(other.AsList()),
            ValueKind.Map => AsMap().Equals(other.AsMap()),
            _ => number == other.number,
        };
    }

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => Kind switch
    {
        ValueKind.Text => StringComparer.Ordinal.GetHashCode((string)content!),
        ValueKind.List => AsList().Length,
        ValueKind.Map => AsMap().Count,
        _ => number.GetHashCode(),
    };

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>As a person would read it: numbers without needless zeros, moments in ISO 8601 with Z, durations as 3d 4h.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Null => "",
        ValueKind.Bool => number != 0 ? "true" : "false",
        ValueKind.Number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        ValueKind.Text => (string)content!,
        ValueKind.Time => Moments.Format(AsTime()),
        ValueKind.Duration => Durations.Format(AsDuration()),
        ValueKind.List => string.Join(", ", AsList()),
        _ => "{" + string.Join(", ", AsMap().Select(field => $"{field.Key}: {field.Value}")) + "}",
    };

    private Value Expect(ValueKind kind) =>
        Kind == kind ? this : throw new InvalidOperationException($"A {kind} was asked of a value that is {Kind}.");
}
