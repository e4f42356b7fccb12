using System.Globalization;
using System.Text;
using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Pages;

/// <summary>How far runs came, journey by journey, as bars against those that entered.</summary>
internal static class FunnelChart
{
    private const int Width = 1000;
    private const int Row = 20;

    private static readonly (LineKind Kind, string Name)[] Stages =
    [
        (LineKind.Entered, "entered"), (LineKind.Sent, "decided"), (LineKind.HandedOver, "handed over"), (LineKind.Held, "held for a while"), (LineKind.Withheld, "withheld"),
        (LineKind.Withdrawn, "withdrawn"), (LineKind.Exited, "exited"), (LineKind.Finished, "came to the end"), (LineKind.Goal, "goal reached"),
        (LineKind.Issued, "offers issued"), (LineKind.NotIssued, "offers not issued"), (LineKind.Redeemed, "offers redeemed"),
        (LineKind.Called, "calls"), (LineKind.Answered, "calls answered"), (LineKind.CallFailed, "calls failed"),
    ];

    public static Html Funnels(this Html page, RunFindings found)
    {
        foreach (var origin in found.Origins)
        {
            page.Raw($"<h3>{Html.Escape(origin)}</h3>").Drawing(Funnel(found, origin));
        }

        return page;
    }

    private static string Funnel(RunFindings found, string origin)
    {
        var stages = Stages.Select((stage, at) => (stage.Name, Count: found.Total(origin, stage.Kind), Colour: at))
            .Where(stage => stage.Count > 0).ToArray();
        var most = Math.Max(1, stages.Select(stage => stage.Count).DefaultIfEmpty().Max());
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {Math.Max(1, stages.Length) * Row}\" role=img aria-label=\"funnel of {Html.Escape(origin)}\">");
        for (var at = 0; at < stages.Length; at++)
        {
            var (name, count, colour) = stages[at];
            var width = (double)count / most * (Width - 330);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text x=0 y={(at * Row) + 14}>{name}</text><rect x=130 y={(at * Row) + 3} width={Html.Place(Math.Max(1, width))} height=14 ");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"fill=\"{TimelineChart.Colour(colour)}\" /><text x={Html.Place(138 + width)} y={(at * Row) + 14}>{Html.Number(count)}{Share(count, found, origin)}</text>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Share(long count, RunFindings found, string origin)
    {
        var entered = found.Total(origin, LineKind.Entered);
        return entered == 0 ? "" : $" ({(100.0 * count / entered).ToString("0.0", CultureInfo.InvariantCulture)} %)";
    }
}
