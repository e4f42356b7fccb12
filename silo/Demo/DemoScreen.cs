using System.Globalization;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Customers;
using Spectre.Console;

namespace JourneyGrains.Silo.Demo;

/// <summary>What a person sees of the demo: decisions scroll by, progress and totals follow.</summary>
internal sealed class DemoScreen(IAnsiConsole console)
{
    // Two blanks, the time, two, the customer, two, the longest word, two, and the colon with its blank.
    private const int BeforeOrigin = 2 + 8 + 2 + 8 + 2 + 15 + 2 + 2;

    public void Headline(string text) => console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{text}[/]");

    public void Say(string text) => console.WriteLine(text);

    public void Decision(Decision decision)
    {
        var origin = decision.Line.Origin!;
        var key = decision.Line.Key is null ? "" : $" [{decision.Line.Key}]";
        var text = Cut(decision.Line.Text, console.Profile.Width - BeforeOrigin - origin.Length - key.Length);
        console.MarkupLine(string.Create(CultureInfo.InvariantCulture,
            $"  [grey]{decision.At:HH:mm:ss}[/]  {Markup.Escape(decision.Customer),-8}  [{Colour(decision.Line.Kind)}]{decision.Line.Kind.Word(),-15}[/]  "
            + $"{Markup.Escape(origin)}[grey]{Markup.Escape(key)}[/]: {Markup.Escape(text)}"));
    }

    /// <param name="share">Of the day that is over, from 0 to 1.</param>
    public void Progress(DateTimeOffset time, double share, int decided, double perSecond, long messages)
    {
        var bar = new string('█', (int)(share * 20)).PadRight(20, '░');
        console.MarkupLine(string.Create(CultureInfo.InvariantCulture,
            $"[bold]{time:HH:mm}[/] [blue]{bar}[/] {share:P0}  {decided:N0} events decided, {perSecond:N0}/s, {messages:N0} messages out"));
    }

    public void Totals(SystemStatus status)
    {
        foreach (var totals in TotalTable.Of(status))
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumn(totals.Title);
            foreach (var column in totals.Columns)
            {
                table.AddColumn(new TableColumn(column.Title).RightAligned());
            }

            foreach (var row in totals.Rows)
            {
                table.AddRow([Markup.Escape(row.Title), .. row.Counts.Select(Number)]);
            }

            console.Write(table);
        }
    }

    public static long Sum(SystemStatus status, LineKind kind) =>
        status.ByOrigin().Values.Sum(kinds => kinds.GetValueOrDefault($"{kind}"));

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..Math.Max(0, most - 1)] + "…";

    private static string Number(long count) => count == 0 ? "" : count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Colour(LineKind kind) => kind switch
    {
        LineKind.Sent => "green",
        LineKind.Withheld or LineKind.Withdrawn => "yellow",
        LineKind.Exited => "blue",
        LineKind.Goal => "magenta",
        _ => "grey",
    };
}
