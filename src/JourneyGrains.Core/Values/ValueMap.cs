using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace JourneyGrains.Core.Values;

/// <summary>
/// Values by name, in ordinal order of the names. Immutable; compared by content. They are few, so they lie in one array: to go over it is
/// quicker than to go down a tree, and an event has no objects but this one and its texts.
/// </summary>
[JsonConverter(typeof(ValueMapJson))]
public sealed class ValueMap : IReadOnlyDictionary<string, Value>, IEquatable<ValueMap>
{
    // Up to so many are gone over one by one: most names differ in their length already.
    private const int FewMax = 12;

    private readonly KeyValuePair<string, Value>[] fields;
    private long sizeAtMost;
    private object? shape;
    private byte[]? packed;

    /// <param name="fields">In order, no name twice.</param>
    internal ValueMap(KeyValuePair<string, Value>[] fields)
    {
        this.fields = fields;
    }

    public static ValueMap Empty { get; } = new([]);

    public int Count => fields.Length;

    /// <summary>The fields where they lie, in their order.</summary>
    internal ReadOnlySpan<KeyValuePair<string, Value>> Fields => fields;

    /// <summary>As <see cref="ValueSize"/> reckons it. Kept once reckoned: a map never changes, and many come again and again.</summary>
    internal long SizeAtMost
    {
        get
        {
            var known = Volatile.Read(ref sizeAtMost);
            if (known == 0)
            {
                known = ValueSize.AtMost(Fields);
                Volatile.Write(ref sizeAtMost, known);
            }

            return known;
        }
    }

    /// <summary>Whether it was last found to have that shape: to be as a type of events asks. False: not checked yet, or it has not.</summary>
    internal bool IsKnownToFit(object known) => ReferenceEquals(Volatile.Read(ref shape), known);

    /// <summary>Keeps that it has that shape, to the last field.</summary>
    internal void Fits(object found) => Volatile.Write(ref shape, found);

    /// <summary>The bytes that some packing made of it, where <see cref="Packs"/> kept them; null: not yet.</summary>
    internal byte[]? KnownPacked => Volatile.Read(ref packed) is { Length: > 0 } known ? known : null;

    /// <summary>Keeps what it was packed to, from the second time on: most maps are packed once, and some come again and again.</summary>
    internal void Packs(ReadOnlySpan<byte> bytes) => Volatile.Write(ref packed, Volatile.Read(ref packed) is null ? [] : bytes.ToArray());

    public IEnumerable<string> Keys => fields.Select(one => one.Key);

    public IEnumerable<Value> Values => fields.Select(one => one.Value);

    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public Value this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no '{key}' in the map.");

    /// <summary>Of a name that comes more than once the last value counts.</summary>
    public static ValueMap Of(params ReadOnlySpan<(string Name, Value Value)> fields)
    {
        if (InOrder(fields))
        {
            return OfOrdered(fields);
        }

        var builder = new ValueMapBuilder(fields.Length);
        foreach (var (name, value) in fields)
        {
            builder[name] = value;
        }

        return builder.ToImmutable();
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{ValueTuple{string, Value}})"/>
    public static ValueMap Of(IEnumerable<KeyValuePair<string, Value>> fields)
    {
        var builder = new ValueMapBuilder();
        foreach (var (name, value) in fields)
        {
            builder[name] = value;
        }

        return builder.ToImmutable();
    }

    public static implicit operator ValueMap(ImmutableSortedDictionary<string, Value> fields) => Of(fields);

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    public bool TryGetValue(string key, out Value value)
    {
        var at = IndexOf(key);
        value = at < 0 ? Value.Null : fields[at].Value;
        return at >= 0;
    }

    /// <summary>The same with one more.</summary>
    /// <exception cref="ArgumentException">The name is there already.</exception>
    public ValueMap Add(string key, Value value) =>
        ContainsKey(key) ? throw new ArgumentException($"The map has '{key}' already.", nameof(key)) : SetItem(key, value);

    /// <summary>The same with that value, new or in place of the one before.</summary>
    public ValueMap SetItem(string key, Value value)
    {
        var at = IndexOf(key);
        if (at >= 0)
        {
            var changed = (KeyValuePair<string, Value>[])fields.Clone();
            changed[at] = new(key, value);
            return new(changed);
        }

        var builder = new ValueMapBuilder(fields);
        builder[key] = value;
        return builder.ToImmutable();
    }

    /// <summary>The same without that name.</summary>
    public ValueMap Remove(string key) =>
        IndexOf(key) is >= 0 and var at ? new([.. fields.AsSpan(0, at), .. fields.AsSpan(at + 1)]) : this;

    /// <summary>The same with those names alone.</summary>
    internal ValueMap Only(ReadOnlySpan<string> names)
    {
        var count = 0;
        foreach (ref readonly var field in Fields)
        {
            count += names.Contains(field.Key) ? 1 : 0;
        }

        if (count == fields.Length)
        {
            return this;
        }

        var kept = new KeyValuePair<string, Value>[count];
        foreach (ref readonly var field in Fields)
        {
            if (names.Contains(field.Key))
            {
                kept[^count--] = field;
            }
        }

        return new(kept);
    }

    /// <summary>The same with those values, new or in place of the ones before.</summary>
    public ValueMap SetItems(IEnumerable<KeyValuePair<string, Value>> items)
    {
        var builder = new ValueMapBuilder(fields);
        foreach (var (name, value) in items)
        {
            builder[name] = value;
        }

        return builder.ToImmutable();
    }

    /// <summary>The same without those names.</summary>
    public ValueMap RemoveRange(IEnumerable<string> keys) => keys.Aggregate(this, (map, key) => map.Remove(key));

    public bool Equals([NotNullWhen(true)] ValueMap? other)
    {
        if (other is null || other.fields.Length != fields.Length)
        {
            return false;
        }

        for (var at = 0; at < fields.Length; at++)
        {
            if (fields[at].Key != other.fields[at].Key || fields[at].Value != other.fields[at].Value)
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ValueMap);

    public override int GetHashCode() => fields.Length;

    public Enumerator GetEnumerator() => new(fields);

    IEnumerator<KeyValuePair<string, Value>> IEnumerable<KeyValuePair<string, Value>>.GetEnumerator() => fields.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => fields.GetEnumerator();

    private static ValueMap OfOrdered(ReadOnlySpan<(string Name, Value Value)> given)
    {
        var fields = new KeyValuePair<string, Value>[given.Length];
        for (var at = 0; at < fields.Length; at++)
        {
            fields[at] = new(given[at].Name, given[at].Value);
        }

        return new(fields);
    }

    private static bool InOrder(ReadOnlySpan<(string Name, Value Value)> fields)
    {
        for (var at = 1; at < fields.Length; at++)
        {
            if (string.CompareOrdinal(fields[at - 1].Name, fields[at].Name) >= 0)
            {
                return false;
            }
        }

        return !fields.IsEmpty;
    }

    private int IndexOf(string name)
    {
        if (fields.Length > FewMax)
        {
            var found = ValueMapBuilder.Place(fields, name);
            return found < fields.Length && fields[found].Key == name ? found : -1;
        }

        for (var at = 0; at < fields.Length; at++)
        {
            if (fields[at].Key == name)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Goes over the fields in their order.</summary>
    public struct Enumerator
    {
        private readonly KeyValuePair<string, Value>[] fields;
        private int at;

        internal Enumerator(KeyValuePair<string, Value>[] fields)
        {
            this.fields = fields;
            at = -1;
        }

        public readonly KeyValuePair<string, Value> Current => fields[at];

        public bool MoveNext() => ++at < fields.Length;
    }
}
