using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.Recordings.Csv;

/// <summary>How the rows of a CSV file become events.</summary>
/// <param name="Path">Of the mapping file itself, for messages.</param>
/// <param name="File">The file with the rows, where a folder is given instead of a file.</param>
/// <param name="Multiline">
/// Quoted fields may go over the end of a line. Default: false, so that an unclosed quotation mark spoils one row and not the rest.
/// </param>
/// <param name="Where">Rows that do not meet all of these give nothing.</param>
public sealed record CsvMapping(
    string Path,
    string? File,
    char Delimiter,
    bool Multiline,
    ImmutableArray<Lookup> Lookups,
    ImmutableArray<RowCondition> Where,
    ImmutableArray<EventMapping> Events);

/// <summary>
/// A second file whose columns are joined to each row, as NAME.COLUMN or, where it is the only one of that name, as COLUMN.
/// </summary>
/// <param name="Key">The column of the second file that is looked up. Of several rows with one key the first counts, but for sums.</param>
/// <param name="On">The column of the row whose value is looked for. Not found: the joined columns are empty.</param>
/// <param name="Sum">Number columns that are summed over all rows with the key.</param>
public sealed record Lookup(string Name, string File, string Key, string On, ImmutableArray<string> Sum);

/// <summary>A condition on one column.</summary>
/// <param name="In">The values allowed; default: not asked.</param>
/// <param name="NotEmpty">Whether it is to have content (true) or none (false); null: not asked.</param>
public sealed record RowCondition(string Column, ImmutableArray<string> In, bool? NotEmpty);

/// <summary>One event that a row gives.</summary>
/// <param name="When">All must hold, else the row gives no such event.</param>
/// <param name="Id">A text with {column} in it; {line} is the row's line in the file.</param>
/// <param name="Customer">Likewise.</param>
/// <param name="Time">When it happened, and when it arrives.</param>
public sealed record EventMapping(
    string Type,
    ImmutableArray<RowCondition> When,
    string Id,
    string Customer,
    TimeMapping Time,
    ImmutableArray<PropertyMapping> Properties);

/// <summary>A column with a moment; without a zone it is UTC.</summary>
/// <param name="Format">As .NET writes it (dd/MM/yyyy HH:mm); null: ISO 8601, with a blank for the T allowed.</param>
public sealed record TimeMapping(string Column, string? Format);

/// <summary>A property of an event. From a column: absent where the column is empty and there is no default.</summary>
/// <param name="From">The column; null: <paramref name="Text"/> counts.</param>
/// <param name="As">Text, Number, Time or Bool.</param>
/// <param name="Format">For times, as in <see cref="TimeMapping"/>.</param>
/// <param name="Text">A text with {column} in it.</param>
/// <param name="Default">Taken where the column is empty.</param>
public sealed record PropertyMapping(string Name, string? From, ValueKind As, string? Format, string? Text, string? Default);
