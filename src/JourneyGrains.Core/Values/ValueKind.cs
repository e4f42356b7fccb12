namespace JourneyGrains.Core.Values;

/// <summary>The kinds a value can have. Their names are those an author of journeys sees in messages about types.</summary>
public enum ValueKind
{
    /// <summary>Absent. Comparing with it is false, calculating with it gives absent again.</summary>
    Null,
    Bool,

    /// <summary>A decimal number; money too, so that 0.1 + 0.2 is 0.3.</summary>
    Number,
    Text,

    /// <summary>A moment, in UTC, to the microsecond.</summary>
    Time,
    Duration,
    List,
    Map,

    /// <summary>As a declared kind only: not known before the value is there. No value has this kind.</summary>
    Any,
}
