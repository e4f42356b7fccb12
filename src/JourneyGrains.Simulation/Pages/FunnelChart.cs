using System.Globalization;
using System.Text;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Segments;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Pages;

/// <summary>How far runs came, journey by journey, as bars against those that entered.</summary>
internal static class FunnelChart
{
    private const int Width = 1000;
    private const int Row = 20;

    private static readonly (LineKind Kind, string Name)[] Stages =
    [
        Of(LineKind.Entered), Of(LineKind.Sent), Of(LineKind.HandedOver), (LineKind.Held, "held for a while"), Of(LineKind.Withheld), Of(LineKind.Withdrawn),
        Of(LineKind.Exited), Of(LineKind.Finished), Of(LineKind.TakenOut), (LineKind.Goal, "goal reached"), Of(LineKind.NotInAudience),
        (LineKind.Issued, "offers issued"), (LineKind.NotIssued, "offers not issued"), (LineKind.Redeemed, "offers redeemed"),
        (LineKind.Called, "calls"), (LineKind.Answered, "calls answered"), (LineKind.CallFailed, "calls failed"),
        (LineKind.Joined, "entered"), (LineKind.Left, "left"),
    ];

    /// <summary>With their heading; nothing where nothing was decided.</summary>
    public static Html Funnels(this Html page, RunFindings found)
    {
        var funnels = found.Origins.Select(origin => (Origin: origin, Stages: StagesOf(found, origin))).Where(funnel => funnel.Stages.Length > 0).ToArray();
        if (funnels.Length > 0)
        {
            page.Heading("How far each journey came");
        }

        foreach (var (origin, stages) in funnels)
        {
            page.Raw($"<h3>{Html.Escape(Name(origin))}</h3>").Drawing(Funnel(found, origin, stages));
        }

        return page;
    }

    /// <summary>"segment lapsed" of what is counted under "segment/lapsed".</summary>
    private static string Name(string origin) => Segment.Of(origin) is { } segment ? $"segment {segment}" : origin;

    /// <summary>Those of which anything was counted; a stage has the same colour in every funnel.</summary>
    private static (string Name, long Count, int Colour)[] StagesOf(RunFindings found, string origin) =>
        [.. Stages.Select((stage, at) => (stage.Name, Count: found.Total(origin, stage.Kind), Colour: at)).Where(stage => stage.Count > 0)];

    private static (LineKind Kind, string Name) Of(LineKind kind) => (kind, kind.Word());

    private static string Funnel(RunFindings found, string origin, (string Name, long Count, int Colour)[] stages)
    {
        var most = stages.Max(stage => stage.Count);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {stages.Length * Row}\" role=img aria-label=\"funnel of {Html.Escape(origin)}\">");
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
