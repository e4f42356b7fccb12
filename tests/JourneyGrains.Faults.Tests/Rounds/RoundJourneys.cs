using System.Globalization;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Faults.Tests.Rounds;

/// <summary>
/// What a round's silos decide by: the sample journeys, one that begins with a segment and gives an offer, and one that a service lets customers
/// enter. It may change while they run.
/// </summary>
internal sealed class RoundJourneys
{
    /// <summary>The journey that is entered by a call; its data have one text, "ask".</summary>
    public const string Asked = "asked";

    /// <summary>The template whose words change with the definitions, also of messages that are decided, and attempted, already.</summary>
    public const string Rewritten = "advice";

    private readonly string cart;
    private int changes;

    private RoundJourneys(string folder) => (Folder, cart) = (folder, File.ReadAllText(CartIn(folder)));

    /// <summary>Where the silos read them.</summary>
    public string Folder { get; }

    public static RoundJourneys Make(string folder)
    {
        var samples = new SiloSettings().Definitions;
        foreach (var source in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(samples, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        var journeys = new RoundJourneys(folder);
        journeys.Write("tenner.offer.yaml", "offer: tenner\nkind: amount\nvalue: 10\nvalid: 36h\nlimit: 2\n");
        journeys.Write("advice.journey.yaml", """
            journey: advice
            enter: { segment: undecided, again: after 1h }
            exit: { on: segment.left, when: event.segment == "undecided" }
            steps:
              - wait: 20m
              - offer: tenner
              - send: { template: advice, channel: preferred, purpose: marketing, expires: 12h }

            """);
        journeys.Write("templates/asked.en.hbs", "subject: You were asked\n---\n<p>{{run.key}}</p>\n");
        journeys.WriteChanging();
        return journeys;
    }

    /// <summary>
    /// Other files than before, file by file, each whole at any time: a wait whose runs move to the new version, one whose runs stay, a segment that
    /// customers come into or leave by it, and a text.
    /// </summary>
    public void Change()
    {
        changes++;
        WriteChanging();
    }

    private void WriteChanging()
    {
        Write(Path.GetFileName(CartIn(Folder)), cart.Replace("for: 45m", $"for: {Number(45 - (5 * changes))}m", StringComparison.Ordinal)
            + (changes > 0 ? "migrate: { from: all }\n" : ""));
        Write("undecided.segment.yaml", $"""
            segment: undecided
            when: count("product.viewed", duration("2h")) >= {Number(2 + (changes % 2))} && count("order.placed", duration("24h")) == 0

            """);
        Write("asked.journey.yaml", $$"""
            journey: {{Asked}}
            enter: { by: api, data: { ask: { kind: text, required: true } }, key: event.ask, again: always }
            steps:
              - wait: {{Number(15 + changes)}}m
              - send: { template: asked, channel: preferred, purpose: service, expires: 12h }

            """);
        Write($"templates/{Rewritten}.en.hbs", $"subject: Advice {Number(changes)}\n---\n<p>{{{{run.offer.code}}}}</p>\n");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string CartIn(string folder) => Path.Combine(folder, "cart-recovery.journey.yaml");

    /// <summary>At once: a silo that starts just now reads the whole of it or of what was there.</summary>
    private void Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        var beside = Path.Combine(Path.GetDirectoryName(Folder)!, "journeys.new");
        File.WriteAllText(beside, content);
        File.Move(beside, path, overwrite: true);
    }
}
