namespace JourneyGrains.Simulation.Pages;

/// <summary>How the pages look, in light and in dark.</summary>
internal static class Style
{
    /// <summary>Colours told apart also by those who do not see all of them: Okabe and Ito's, 2008.</summary>
    public static readonly string[] Colours = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c8c8c", "#b8a800"];

    public const string Sheet =
        """
        :root{color-scheme:light dark;--ink:#1c2733;--dim:#5b6875;--line:#d7dde3;--back:#fff;--tile:#f3f6f8}
        @media(prefers-color-scheme:dark){:root{--ink:#e3e9ef;--dim:#9aa7b4;--line:#33404d;--back:#12181f;--tile:#1b232c}}
        body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
        main{max-width:1080px;margin:0 auto;padding:1.5rem}
        h1{font-size:1.5rem;margin:.2rem 0 1rem}h2{font-size:1.1rem;margin:2rem 0 .6rem}p{color:var(--dim);margin:.3rem 0 .8rem}
        .tiles{display:flex;flex-wrap:wrap;gap:.6rem}.tiles div{background:var(--tile);border-radius:6px;padding:.5rem .9rem;color:var(--dim)}
        .tiles b{display:block;font-size:1.25rem;color:var(--ink);font-variant-numeric:tabular-nums}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
        th,td{text-align:left;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
        th{color:var(--dim);font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        svg{width:100%;min-width:45rem;height:auto;display:block}svg text{fill:var(--dim);font:11px system-ui,sans-serif}
        .axis{stroke:var(--line);stroke-width:1}.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;color:var(--dim);margin:.3rem 0}
        .legend i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.4em;vertical-align:-.05em}
        @media(max-width:45rem){main{padding:1rem .75rem}td:not(.n){min-width:6rem}}
        code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}
        """;
}
