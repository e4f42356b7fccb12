using System.Globalization;
using System.Text;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Pages;

/// <summary>Counts over time as stacked bars, one colour a name.</summary>
internal static class TimelineChart
{
    private const int Width = 1000;
    private const int Height = 240;
    private const int Left = 56;
    private const int Bottom = 22;
    private const int BarsMax = 300;

    /// <param name="names">Which names get which colours, where several charts are to agree; null: the timeline's own.</param>
    public static Html Chart(this Html page, Timeline timeline, string what, IReadOnlyList<string>? names = null)
    {
        if (timeline.IsEmpty)
        {
            return page.Text($"No {what}.");
        }

        // Several steps share a bar where there are more of them than can be told apart.
        var merged = (timeline.Steps + BarsMax - 1) / BarsMax;
        var bars = (timeline.Steps + merged - 1) / merged;
        names ??= timeline.Names;
        var rows = names.Select(name => Merge(timeline.Of(name), merged, bars)).ToArray();
        var top = Math.Max(1, Enumerable.Range(0, bars).Max(bar => rows.Sum(row => row[bar])));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=img aria-label=\"{Html.Escape(what)} over time\">");
        Axes(svg, timeline, merged, bars, top);
        for (var bar = 0; bar < bars; bar++)
        {
            Bar(svg, timeline.At(bar * merged), bar, bars, rows, names, top);
        }

        page.Raw(Legend(names)).Drawing(svg.Append("</svg>").ToString());
        return page.Text($"Each bar is {Length(timeline.Step * merged)}; the highest has {Html.Number(top)} {what}. Times are UTC.");
    }

    public static string Legend(IReadOnlyList<string> names) => "<div class=legend>" + string.Concat(
        names.Select((name, at) => $"<span><i style=\"background:{Colour(at)}\"></i>{Html.Escape(name)}</span>")) + "</div>";

    public static string Colour(int at) => Style.Colours[at % Style.Colours.Length];

    private static long[] Merge(long[] steps, int merged, int bars)
    {
        var row = new long[bars];
        for (var step = 0; step < steps.Length; step++)
        {
            row[step / merged] += steps[step];
        }

        return row;
    }

    private static void Bar(
        StringBuilder svg, DateTimeOffset at, int bar, int bars, long[][] rows, IReadOnlyList<string> names, long top)
    {
        var width = (double)(Width - Left) / bars;
        double y = Height - Bottom;
        for (var name = 0; name < rows.Length; name++)
        {
            if (rows[name][bar] is var count and > 0)
            {
                var height = (double)count / top * (Height - Bottom - 12);
                y -= height;
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect x=\"{Html.Place(Left + (bar * width))}\" y=\"{Html.Place(y)}\" width=\"{Html.Place(Math.Max(0.5, width - 0.4))}\" ");
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"height=\"{Html.Place(height)}\" fill=\"{Colour(name)}\"><title>{Moment(at)} {Html.Escape(names[name])}: {Html.Number(count)}</title></rect>");
            }
        }
    }

    private static void Axes(StringBuilder svg, Timeline timeline, int merged, int bars, long top)
    {
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line class=axis x1={Left} x2={Width} y1={Height - Bottom} y2={Height - Bottom} /><text x=0 y=20>{Html.Number(top)}</text>");
        for (var mark = 0; mark < 5; mark++)
        {
            var bar = bars * mark / 5;
            var x = Left + ((double)(Width - Left) * bar / bars);
            svg.Append(CultureInfo.InvariantCulture, $"<text x={Html.Place(x)} y={Height - 6}>{Moment(timeline.At(bar * merged))}</text>");
        }
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Length(TimeSpan length) => length.TotalMinutes switch
    {
        < 60 => $"{length.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} min",
        < 1440 => $"{length.TotalHours.ToString("0.#", CultureInfo.InvariantCulture)} h",
        _ => $"{length.TotalDays.ToString("0.#", CultureInfo.InvariantCulture)} days",
    };
}
