namespace JourneyGrains.Core.Events;

/// <summary>What an event may be at most (I6). An event beyond a limit is refused with its reason, never cut.</summary>
public static class EventLimits
{
    /// <summary>UTF-16 characters of an event id.</summary>
    public const int IdLengthMax = 128;

    /// <summary>UTF-16 characters of a customer id.</summary>
    public const int CustomerIdLengthMax = 128;

    public const int TypeLengthMax = 64;

    /// <summary>Bytes of the properties as UTF-8 JSON.</summary>
    public const int PropertiesBytesMax = 32 * 1024;

    /// <summary>UTF-16 characters of one text property.</summary>
    public const int TextLengthMax = 8 * 1024;

    /// <summary>Properties at the top level of an event.</summary>
    public const int PropertiesMax = 64;

    /// <summary>The magnitude of a number in a checked property: sums of such numbers stay far from what a decimal holds.</summary>
    public const decimal NumberMax = 1_000_000_000_000_000;

    /// <summary>How far an event's own time may lie after its arrival: clocks differ, but not by more.</summary>
    public static readonly TimeSpan AheadMax = TimeSpan.FromHours(24);

    /// <summary>An event of a time before this one is refused: a clock that was never set.</summary>
    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
