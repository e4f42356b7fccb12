using System.Buffers;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Events;

/// <summary>An event brought into the kinds of its type, or the reason it is refused.</summary>
public readonly record struct CheckedEvent(CustomerEvent? Event, Refusal? Refusal);

/// <summary>
/// What is checked of an event before it is acknowledged (I7): ids, type, time, size and, for a type with checked properties, their
/// presence and kind. Texts that are moments become moments, numbers written as text become numbers. Custom types pass unchecked.
/// </summary>
public static class EventChecks
{
    private static readonly SearchValues<char> TypeLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <param name="arrival">When it reached the log; an event may be earlier by any time, later by <see cref="EventLimits.AheadMax"/>.</param>
    /// <param name="custom">Types declared by the brand beside the well-known ones; may be null.</param>
    public static CheckedEvent Check(CustomerEvent input, DateTimeOffset arrival, Func<string, EventType?>? custom = null)
    {
        var known = input.Type is null ? null : EventTypes.Find(input.Type);
        return known is not null || input.Type is null || RuntimeEvents.Find(input.Type) is null
            ? CheckAny(input, arrival, known, custom)
            : new(null, new(RefusalCodes.Type, $"{input.Type} is told by the runtime itself; an event of a producer has another type."));
    }

    /// <summary>The same for an event of the runtime's own, which carries what a service gave.</summary>
    /// <param name="type">What its properties are held against.</param>
    /// <param name="data">How a refusal calls them.</param>
    internal static CheckedEvent CheckOwn(CustomerEvent input, EventType type, string data) => CheckAny(input, input.Time, type, null, data);

    private static CheckedEvent CheckAny(
        CustomerEvent input, DateTimeOffset arrival, EventType? known, Func<string, EventType?>? custom, string? data = null)
    {
        if (CheckEnvelope(input, arrival) is { } refusal)
        {
            return new(null, refusal);
        }

        return (known ?? custom?.Invoke(input.Type)) is { } type ? CheckProperties(input, type, data) : new(input, null);
    }

    private static Refusal? CheckEnvelope(CustomerEvent input, DateTimeOffset arrival)
    {
        if (string.IsNullOrWhiteSpace(input.Id) || input.Id.Length > EventLimits.IdLengthMax)
        {
            return new(RefusalCodes.Id, $"An event needs an id of 1 to {EventLimits.IdLengthMax} characters; it has {input.Id?.Length ?? 0}.");
        }

        if (string.IsNullOrWhiteSpace(input.CustomerId) || input.CustomerId.Length > EventLimits.CustomerIdLengthMax)
        {
            return new(RefusalCodes.Customer, $"A customer id has 1 to {EventLimits.CustomerIdLengthMax} characters; this has {input.CustomerId?.Length ?? 0}.");
        }

        if (!IsTypeName(input.Type))
        {
            return new(RefusalCodes.Type, $"A type is 1 to {EventLimits.TypeLengthMax} of a-z, 0-9, '.', '_' and '-', starting with a letter, like order.placed.");
        }

        if (input.Time < EventLimits.Earliest || input.Time > arrival + EventLimits.AheadMax)
        {
            return new(RefusalCodes.Time,
                $"The time {Moments.Format(input.Time)} is before {Moments.Format(EventLimits.Earliest)} or more than "
                + $"{Durations.Format(EventLimits.AheadMax)} after its arrival at {Moments.Format(arrival)}; check the producer's clock.");
        }

        return CheckSizes(input);
    }

    private static Refusal? CheckSizes(CustomerEvent input)
    {
        if (input.Properties.Kind is not (ValueKind.Map or ValueKind.Null))
        {
            return new(RefusalCodes.Unreadable, "The properties are an object of names and values.");
        }

        if (input.Properties.Kind == ValueKind.Map && input.Properties.AsMap().Count > EventLimits.PropertiesMax)
        {
            return new(RefusalCodes.TooLarge, $"An event has at most {EventLimits.PropertiesMax} properties; this has {input.Properties.AsMap().Count}.");
        }

        if (ValueSize.AtMost(input.Properties) <= EventLimits.PropertiesBytesMax)
        {
            return null;
        }

        var size = EventJson.SizeOf(input.Properties);
        return size > EventLimits.PropertiesBytesMax
            ? new(RefusalCodes.TooLarge, $"The properties take {size} bytes as JSON; {EventLimits.PropertiesBytesMax} are allowed. Send a reference instead of the content.")
            : null;
    }

    private static CheckedEvent CheckProperties(CustomerEvent input, EventType type, string? data)
    {
        var whole = data ?? type.Name;
        var before = input.Properties.Kind == ValueKind.Map ? input.Properties.AsMap() : null;
        if (before is not null && before.IsKnownToFit(type))
        {
            return new(input, null);
        }

        var properties = before ?? Value.EmptyMap.AsMap();
        foreach (var property in type.Properties)
        {
            if (!properties.TryGetValue(property.Name, out var given) || given.IsNull)
            {
                if (property.Required)
                {
                    return new(null, Missing(type, property, data));
                }

                continue;
            }

            if (given.Kind == ValueKind.Text && given.AsText().Length > EventLimits.TextLengthMax)
            {
                return new(null, new(RefusalCodes.TooLarge, $"'{property.Name}' of {whole} has {given.AsText().Length} characters; {EventLimits.TextLengthMax} are allowed."));
            }

            if (given.Kind != property.Kind && property.Kind != ValueKind.Any)
            {
                if (Coerce(given, property.Kind) is not { } value)
                {
                    return new(null, new(RefusalCodes.Kind, $"'{property.Name}' of {whole} is to be {property.Kind}, but is {given.Kind}."));
                }

                given = value;
                properties = properties.SetItem(property.Name, value);
            }

            if (given.Kind == ValueKind.Number && Math.Abs(given.AsNumber()) > EventLimits.NumberMax)
            {
                return new(null, new(RefusalCodes.TooLarge, $"'{property.Name}' of {whole} is beyond {EventLimits.NumberMax}, which is the most."));
            }
        }

        properties.Fits(type);
        return new(properties == before ? input : input with { Properties = Value.Of(properties) }, null);
    }

    private static Refusal Missing(EventType type, EventProperty property, string? data) => new(
        RefusalCodes.Missing,
        data is null ? $"{type.Name} needs the property '{property.Name}' ({property.Kind})." : $"{data} need '{property.Name}' ({property.Kind}).");

    /// <summary>A value of another kind, brought into the one that is asked for; null: it cannot be.</summary>
    private static Value? Coerce(Value given, ValueKind kind) => (kind, given.Kind) switch
    {
        (ValueKind.Time, ValueKind.Text) when Moments.TryParse(given.AsText(), out var moment) => Value.Of(moment),
        (ValueKind.Duration, ValueKind.Text) when Durations.TryParse(given.AsText(), out var duration) => Value.Of(duration),
        (ValueKind.Number, ValueKind.Text) when IsNumber(given.AsText(), out var number) => Value.Of(number),
        (ValueKind.Text, ValueKind.Number) => Value.Of(given.ToString()),
        _ => null,
    };

    /// <summary>Without signs that group digits: what a decimal comma means is not guessed.</summary>
    private static bool IsNumber(string text, out decimal number) =>
        decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out number);

    private static bool IsTypeName(string? type) =>
        type is { Length: > 0 and <= EventLimits.TypeLengthMax } && char.IsAsciiLetterLower(type[0])
        && !type.AsSpan().ContainsAnyExcept(TypeLetters);
}
