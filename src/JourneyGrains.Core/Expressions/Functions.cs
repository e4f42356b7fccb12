using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using JourneyGrains.Core.Values;
using static JourneyGrains.Core.Values.ValueKind;

namespace JourneyGrains.Core.Expressions;

/// <summary>The functions of the language. None throws: an argument of a kind it does not take, or absent, gives absent.</summary>
internal static class Functions
{
    private static readonly ImmutableArray<Function> All =
    [
        One("size", "size(text, list or map)", [Text, List, Map], Number, Size),
        Two(
            "contains", "text.contains(part)", [Text], [Text], Bool,
            (text, part) => Value.Of(text.AsText().Contains(part.AsText(), StringComparison.Ordinal))),
        Two(
            "startsWith", "text.startsWith(part)", [Text], [Text], Bool,
            (text, part) => Value.Of(text.AsText().StartsWith(part.AsText(), StringComparison.Ordinal))),
        Two(
            "endsWith", "text.endsWith(part)", [Text], [Text], Bool,
            (text, part) => Value.Of(text.AsText().EndsWith(part.AsText(), StringComparison.Ordinal))),
        One("lowerAscii", "text.lowerAscii()", [Text], Text, text => Value.Of(Ascii(text.AsText(), char.IsAsciiLetterUpper))),
        One("upperAscii", "text.upperAscii()", [Text], Text, text => Value.Of(Ascii(text.AsText(), char.IsAsciiLetterLower))),
        One("lower", "text.lower()", [Text], Text, text => Value.Of(text.AsText().ToLowerInvariant())),
        One("upper", "text.upper()", [Text], Text, text => Value.Of(text.AsText().ToUpperInvariant())),
        One("trim", "text.trim()", [Text], Text, text => Value.Of(text.AsText().Trim())),
        One("duration", "duration(text)", [Text, Duration], Duration, ToDuration) with { Reads = "a duration, like 45m or 1h30m" },
        One("timestamp", "timestamp(text)", [Text, Time], Time, ToTime) with { Reads = "a moment, like 2025-11-11T00:00:00Z" },
        One("number", "number(text)", [Text, Number], Number, ToNumber) with { Reads = "a number, like 12.50" },
        One("text", "text(x)", [Text, Number, Bool, Time, Duration, List, Map], Text, value => Value.Of(value.ToString())),
        One("string", "string(x)", [Text, Number, Bool, Time, Duration, List, Map], Text, value => Value.Of(value.ToString())),
        One("abs", "abs(number or duration)", [Number, Duration], null, value => IsNegative(value) ? Arithmetic.Negate(value) : value),
        new("round", "round(number) or round(number, digits)", [[Number], [Number]], [1, 2], Number, Round),
        new("min", "min(a, b, ...)", [[Number, Time, Duration]], Several, null, arguments => Extreme(arguments, -1)),
        new("max", "max(a, b, ...)", [[Number, Time, Duration]], Several, null, arguments => Extreme(arguments, 1)),
        One("year", "year(time)", [Time], Number, time => Value.Of(time.AsTime().Year)),
        One("month", "month(time)", [Time], Number, time => Value.Of(time.AsTime().Month)),
        One("day", "day(time)", [Time], Number, time => Value.Of(time.AsTime().Day)),
        One("hour", "hour(time)", [Time], Number, time => Value.Of(time.AsTime().Hour)),
        One(
            "weekday", "weekday(time), 1 for Monday", [Time], Number,
            time => Value.Of(time.AsTime().DayOfWeek is DayOfWeek.Sunday ? 7 : (int)time.AsTime().DayOfWeek)),
        RecentEvents.Count,
        RecentEvents.Last,
    ];

    private static readonly FrozenDictionary<string, Function> ByName = All.ToFrozenDictionary(
        function => function.Name, StringComparer.Ordinal);

    /// <summary>The names of all functions, with 'has', which is a part of the syntax.</summary>
    public static IEnumerable<string> Names => All.Select(function => function.Name).Append("has");

    private static ImmutableArray<int> Several => [2, 3, 4, 5, 6, 7, 8];

    public static Function? Find(string name) => ByName.GetValueOrDefault(name);

    private static Function One(
        string name, string signature, ImmutableArray<ValueKind> takes, ValueKind? result, Func<Value, Value> apply) =>
        new(name, signature, [takes], [1], result, arguments =>
        {
            var argument = arguments[0];
            return scope => argument(scope) is var value && takes.Contains(value.Kind) ? apply(value) : Value.Null;
        });

    private static Function Two(
        string name,
        string signature,
        ImmutableArray<ValueKind> first,
        ImmutableArray<ValueKind> second,
        ValueKind result,
        Func<Value, Value, Value> apply) =>
        new(name, signature, [first, second], [2], result, arguments =>
        {
            var (one, two) = (arguments[0], arguments[1]);
            return scope => one(scope) is var left && first.Contains(left.Kind) && two(scope) is var right && second.Contains(right.Kind)
                ? apply(left, right)
                : Value.Null;
        });

    private static Value Size(Value value) => Value.Of(value.Kind switch
    {
        Text => value.AsText().Length,
        List => value.AsList().Length,
        _ => value.AsMap().Count,
    });

    private static string Ascii(string text, Func<char, bool> turned) =>
        string.Create(text.Length, (text, turned), static (letters, source) =>
        {
            for (var at = 0; at < letters.Length; at++)
            {
                var letter = source.text[at];
                letters[at] = source.turned(letter) ? (char)(letter ^ ' ') : letter;
            }
        });

    private static Value ToDuration(Value value) => value.Kind == Duration
        ? value
        : Durations.TryParse(value.AsText(), out var duration) ? Value.Of(duration) : Value.Null;

    private static Value ToTime(Value value) => value.Kind == Time
        ? value
        : Moments.TryParse(value.AsText(), out var moment) ? Value.Of(moment) : Value.Null;

    private static Value ToNumber(Value value) => value.Kind == Number
        ? value
        : decimal.TryParse(value.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Value.Of(number)
            : Value.Null;

    private static bool IsNegative(Value value) => value.Kind == Number ? value.AsNumber() < 0 : value.AsDuration() < TimeSpan.Zero;

    private static Func<Scope, Value> Round(ImmutableArray<Func<Scope, Value>> arguments)
    {
        var number = arguments[0];
        var digits = arguments.Length > 1 ? arguments[1] : _ => Value.Of(0);
        return scope =>
        {
            var (value, places) = (number(scope), digits(scope));
            return value.Kind == Number && places.Kind == Number && places.AsNumber() is >= 0 and <= 28
                ? Value.Of(decimal.Round(value.AsNumber(), (int)places.AsNumber(), MidpointRounding.AwayFromZero))
                : Value.Null;
        };
    }

    /// <summary>Absent if one of them is: the least of what is known would pass for the least of all.</summary>
    private static Func<Scope, Value> Extreme(ImmutableArray<Func<Scope, Value>> arguments, int sign) => scope =>
    {
        var best = arguments[0](scope);
        foreach (var argument in arguments.AsSpan()[1..])
        {
            var value = argument(scope);
            if (Arithmetic.Compare(value, best) is not { } order)
            {
                return Value.Null;
            }

            best = order * sign > 0 ? value : best;
        }

        return best.Kind is Number or Time or Duration ? best : Value.Null;
    };
}
