using System.Globalization;
using System.Text;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Statistics;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Pages;

/// <summary>Conversion rates of arms as points with their intervals, and a table of all that was counted of them.</summary>
internal static class ArmsChart
{
    private const int Width = 1000;
    private const int Left = 240;
    private const int Right = 190;
    private const int Row = 26;

    public static Html Arms(this Html page, RunFindings found, string heading = "Arms of splits and control groups")
    {
        var journeys = found.Outcome.Results.Journeys.Where(journey => !journey.Splits.IsEmpty).ToArray();
        if (journeys.Length == 0)
        {
            return page;
        }

        page.Heading(heading)
            .Text("Customers are counted, not runs. Lines are intervals of 95 %: Wilson's for rates, Newcombe's for differences, Student's for means.")
            .Text("Customers of a recording made under other definitions, and generated ones, could not react to what they are told here: their arms differ by chance alone.");
        foreach (var journey in journeys)
        {
            foreach (var split in journey.Splits)
            {
                page.Raw($"<h3>{Html.Escape(split.Split.Length == 0 ? journey.Origin : $"{journey.Origin}: {split.Split}")}</h3>");
                if (journey.HasGoal)
                {
                    page.Drawing(Plot(split));
                }

                Table(page, journey, split);
                if (split.Warning is { } warning)
                {
                    page.Text(warning);
                }
            }
        }

        return page;
    }

    private static void Table(Html page, JourneyResults journey, SplitResults split)
    {
        // A goal without a value has none to tell.
        string[] valued = split.Arms.Any(arm => arm.Value != 0) ? [$"value {journey.Currency}#", "by customer#"] : [];
        page.Table(
            ["arm", "customers#", "messaged#", "messages#", "held back#", "converted#", (split.Baseline is { } baseline ? $"against {baseline}" : "no baseline") + "#", "p#", .. valued, "so far"],
            split.Arms.Select(arm => (IReadOnlyList<string>)
            [
                arm.IsControl ? $"{arm.Arm} (control)" : arm.Arm, Html.Number(arm.Entered), Html.Number(arm.Messaged), Html.Number(arm.HandedOver),
                Html.Number(arm.HeldBack), Html.Number(arm.Converted),
                arm.Uplift is { } uplift ? EstimateText.Points(uplift.Rate) : EstimateText.Nothing,
                arm.Uplift?.PValue is { } p ? p < 0.0001 ? "<0.0001" : p.ToString("0.0000", CultureInfo.InvariantCulture) : "",
                .. valued.Length == 0 ? (string[])[] : [arm.Value.ToString("N2", CultureInfo.InvariantCulture), arm.Mean is { } mean ? EstimateText.Amount(mean) : EstimateText.Nothing],
                arm.Uplift?.Verdict ?? "",
            ]));
    }

    private static string Plot(SplitResults split)
    {
        var most = Math.Max(0.001, split.Arms.Where(arm => arm.Entered > 0).Select(arm => arm.Rate.Interval.High).DefaultIfEmpty().Max());
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {(split.Arms.Length * Row) + 24}\" role=img aria-label=\"conversion rates {Html.Escape(split.Split)}\">");
        for (var at = 0; at < split.Arms.Length; at++)
        {
            Line(svg, split.Arms[at], at, most);
        }

        var axis = (split.Arms.Length * Row) + 4;
        svg.Append(CultureInfo.InvariantCulture, $"<line class=axis x1={Left} x2={Width - Right} y1={axis} y2={axis} />");
        for (var tick = 0; tick <= 4; tick++)
        {
            var share = most * tick / 4;
            svg.Append(
                CultureInfo.InvariantCulture, $"<text x={Html.Place(X(share, most))} y={axis + 16} text-anchor=middle>{Percent(share)} %</text>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static void Line(StringBuilder svg, ArmResults arm, int at, double most)
    {
        var y = (at * Row) + 14;
        svg.Append(CultureInfo.InvariantCulture, $"<text x=0 y={y + 4}>{Html.Escape(arm.Arm)}{(arm.IsControl ? " (control)" : "")}</text>");
        if (arm.Entered == 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x={Left} y={y + 4}>nobody yet</text>");
            return;
        }

        var (low, high) = (X(arm.Rate.Interval.Low, most), X(arm.Rate.Interval.High, most));
        var colour = TimelineChart.Colour(at);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1={Html.Place(low)} x2={Html.Place(high)} y1={y} y2={y} stroke=\"{colour}\" stroke-width=3 stroke-linecap=round />");
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx={Html.Place(X(arm.Rate.Value, most))} cy={y} r=5 fill=\"{colour}\" />");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x={Width - Right + 20} y={y + 4}>{EstimateText.Percent(arm.Entered, arm.Rate)}</text>");
    }

    private static double X(double share, double most) => Left + (share / most * (Width - Left - Right));

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);
}
