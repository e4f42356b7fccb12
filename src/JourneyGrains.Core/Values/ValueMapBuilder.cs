namespace JourneyGrains.Core.Values;

/// <summary>Gathers the fields of a <see cref="ValueMap"/>, in any order.</summary>
/// <param name="capacity">About how many there will be.</param>
public sealed class ValueMapBuilder(int capacity = 8)
{
    private KeyValuePair<string, Value>[] fields = new KeyValuePair<string, Value>[capacity];
    private bool given;

    internal ValueMapBuilder(ReadOnlySpan<KeyValuePair<string, Value>> known)
        : this(known.Length + 1)
    {
        known.CopyTo(fields);
        Count = known.Length;
    }

    public int Count { get; private set; }

    /// <summary>Sets the value of a name, new or in place of the one before.</summary>
    public Value this[string key]
    {
        set
        {
            if (given)
            {
                (fields, given) = ([.. fields], false);
            }

            var at = Place(fields.AsSpan(0, Count), key);
            if (at < Count && fields[at].Key == key)
            {
                fields[at] = new(key, value);
                return;
            }

            if (Count == fields.Length)
            {
                Array.Resize(ref fields, Math.Max(4, Count * 2));
            }

            fields.AsSpan(at, Count - at).CopyTo(fields.AsSpan(at + 1));
            fields[at] = new(key, value);
            Count++;
        }
    }

    public bool TryGetValue(string key, out Value value)
    {
        var at = Place(fields.AsSpan(0, Count), key);
        var found = at < Count && fields[at].Key == key;
        value = found ? fields[at].Value : Value.Null;
        return found;
    }

    /// <summary>The map. Further fields may be set, and are not in it.</summary>
    public ValueMap ToImmutable()
    {
        if (Count == 0)
        {
            return ValueMap.Empty;
        }

        // An array that is full is the map's own from then on.
        given = Count == fields.Length;
        return new(given ? fields : fields.AsSpan(0, Count).ToArray());
    }

    /// <summary>Where the name is among the fields, or would have to stand. From the end, by halves: fields often come in order.</summary>
    internal static int Place(ReadOnlySpan<KeyValuePair<string, Value>> fields, string name)
    {
        if (fields.IsEmpty || string.CompareOrdinal(fields[^1].Key, name) < 0)
        {
            return fields.Length;
        }

        var (low, high) = (0, fields.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(fields[middle].Key, name) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
