namespace JourneyGrains.Core.Values;

/// <summary>How large a value is as JSON, reckoned without writing it.</summary>
internal static class ValueSize
{
    private const int Scalar = 8;

    // In bytes, at most: a character, what stands around a text, a value that is no text, list or map.
    private const int EscapedMost = 6;
    private const int QuotesMost = 2;
    private const int ScalarMost = 48;

    /// <summary>A bound in bytes: every character escaped, every number as long as one can be.</summary>
    public static long AtMost(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                return QuotesMost + (EscapedMost * (long)value.AsText().Length);
            case ValueKind.List:
                long size = ScalarMost;
                foreach (var item in value.AsList())
                {
                    size += 1 + AtMost(item);
                }

                return size;
            case ValueKind.Map:
                return value.AsMap().SizeAtMost;
            default:
                return ScalarMost;
        }
    }

    /// <summary>The same of a map's fields.</summary>
    public static long AtMost(ReadOnlySpan<KeyValuePair<string, Value>> fields)
    {
        long size = ScalarMost;
        foreach (ref readonly var field in fields)
        {
            size += 2 + QuotesMost + (EscapedMost * (long)field.Key.Length) + AtMost(field.Value);
        }

        return size;
    }

    /// <summary>
    /// Whether it has at most so many characters, roughly. Counted only as far as asked for, since a value may hold itself over and over
    /// (a list of twice the same list), so that it is small in memory and endless when written.
    /// </summary>
    public static bool IsWithin(Value value, int most) => Left(value, most) >= 0;

    /// <summary>What is left of the room; negative: it was too little, and counting ended there.</summary>
    private static int Left(Value value, int room)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                return room - Scalar - value.AsText().Length;
            case ValueKind.List:
                room -= Scalar;
                foreach (var item in value.AsList())
                {
                    if (room < 0)
                    {
                        break;
                    }

                    room = Left(item, room);
                }

                return room;
            case ValueKind.Map:
                room -= Scalar;
                foreach (var (name, field) in value.AsMap())
                {
                    if (room < 0)
                    {
                        break;
                    }

                    room = Left(field, room - name.Length);
                }

                return room;
            default:
                return room - Scalar;
        }
    }
}
