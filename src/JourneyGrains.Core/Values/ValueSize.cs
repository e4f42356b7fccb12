namespace JourneyGrains.Core.Values;

/// <summary>
/// How large a value is, roughly: characters of its JSON. Counted only as far as asked for, since a value may hold itself over and over
/// (a list of twice the same list), so that it is small in memory and endless when written.
/// </summary>
internal static class ValueSize
{
    private const int Scalar = 8;

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
