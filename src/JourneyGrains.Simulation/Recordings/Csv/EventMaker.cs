using System.Collections.Immutable;
using System.Globalization;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.Recordings.Csv;

/// <summary>Makes one kind of event out of rows.</summary>
internal sealed class EventMaker
{
    private readonly EventMapping mapping;
    private readonly RowFilter filter;
    private readonly FilledText id;
    private readonly FilledText customer;
    private readonly ColumnPlace time;
    private readonly (PropertyMapping Mapping, ColumnPlace Place, FilledText? Text)[] properties;

    public EventMaker(CsvMapping whole, EventMapping mapping, Columns columns)
    {
        this.mapping = mapping;
        filter = new(mapping.When, columns);
        id = new(whole, mapping.Id, columns);
        customer = new(whole, mapping.Customer, columns);
        time = columns.Place(mapping.Time.Column);
        properties =
        [
            .. mapping.Properties.Select(property => property.From is { } from
                ? (property, columns.Place(from), (FilledText?)null)
                : (property, ColumnPlace.Line, new FilledText(whole, property.Text!, columns))),
        ];
    }

    /// <summary>The event of the row; neither event nor problem where the row gives none.</summary>
    public (CustomerEvent? Event, string? Problem) Make(Row row)
    {
        if (!filter.Holds(row))
        {
            return (null, null);
        }

        if (ReadTime(time.Of(row), mapping.Time.Format) is not { } moment)
        {
            return (null, $"'{mapping.Time.Column}' is not a time{Expected(mapping.Time.Format)}: '{Short(time.Of(row))}'.");
        }

        var values = new ValueMapBuilder();
        foreach (var (property, place, text) in properties)
        {
            var given = text?.Of(row) ?? place.Of(row);
            given = given.Length == 0 ? property.Default ?? "" : given;
            if (given.Length == 0)
            {
                continue;
            }

            if (Read(given, property) is not { } value)
            {
                var kind = property.As.ToString().ToLowerInvariant();
                return (null, $"'{property.From ?? property.Name}' is not a {kind}{Expected(property.Format)}: '{Short(given)}'.");
            }

            values[property.Name] = value;
        }

        return (new(id.Of(row), customer.Of(row), mapping.Type, moment, Value.Of(values.ToImmutable())), null);
    }

    private static Value? Read(string text, PropertyMapping property) => property.As switch
    {
        ValueKind.Number =>
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Value.Of(number) : null,
        ValueKind.Time => ReadTime(text, property.Format) is { } moment ? Value.Of(moment) : null,
        ValueKind.Bool => text is "1" ? Value.True : text is "0" ? Value.False : bool.TryParse(text, out var flag) ? Value.Of(flag) : null,
        _ => Value.Of(text),
    };

    private static DateTimeOffset? ReadTime(string text, string? format)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return format is null
            ? Moments.TryParse(text, out var moment) ? Moments.ToMicroseconds(moment) : null
            : DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, styles, out var exact)
                ? Moments.ToMicroseconds(exact)
                : null;
    }

    private static string Expected(string? format) => format is null ? "" : $" of the form {format}";

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}

/// <summary>Conditions on a row, all of which must hold.</summary>
internal sealed class RowFilter(ImmutableArray<RowCondition> conditions, Columns columns)
{
    private readonly (RowCondition Condition, ColumnPlace Place)[] placed =
        [.. conditions.Select(condition => (condition, columns.Place(condition.Column)))];

    public bool Holds(Row row) => Array.TrueForAll(placed, one => Holds(one.Condition, one.Place.Of(row)));

    private static bool Holds(RowCondition condition, string value) =>
        (condition.NotEmpty is null || condition.NotEmpty == (value.Length > 0))
            && (condition.In.IsDefault || condition.In.Contains(value));
}
