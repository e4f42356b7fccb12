using System.Text;
using JourneyGrains.Definitions;

namespace JourneyGrains.Simulation.Tests.WholeSystem;

/// <summary>
/// Definitions by chance, as files: what is tried is the language as people write it. Everything in them is valid; what the reader refuses
/// is a bug of this class or of the reader.
/// </summary>
internal sealed class RandomDefinitions(int seed)
{
    private static readonly (string Type, string Key)[] Entries =
        [("cart.updated", "event.cartId"), ("product.viewed", "event.productId"), ("order.placed", "event.orderId")];

    private static readonly string[] Conditions =
    [
        "customer.orders == 0", "customer.orders > 1", "count(\"product.viewed\", duration(\"24h\")) > 1", "customer.spend > 50",
        "customer.language == \"de\"",
    ];

    private static readonly string[] Waits =
    [
        "20m", "3h", "{ for: 2d }", "{ until: \"18:00\" }", "{ until: { at: \"09:30\", on: mon-fri } }",
        "{ until: { between: [\"09:00\", \"20:00\"], on: mon-sat } }", "{ for: 45m, restart: cart.updated }",
        "{ for: 1d, restart: product.viewed }", "{ until: 'event.time + duration(\"90m\")' }",
    ];

    private static readonly string[] Segments =
    [
        "now - customer.lastOrderAt >= 20h", "count(\"product.viewed\", 5h) >= 2", "customer.orders > 1", "customer.attributes.last == \"x\"",
        "count(\"cart.updated\", 2d) == 0 && customer.orders > 0", "weekday(now) == 6 || hour(now) < 7", "customer.spend > 60 && now - customer.lastOrderAt < 3d",
        "size(customer.offers) > 0",
    ];

    private readonly Random chance = new(seed);
    private readonly List<(string Type, string Key)> journeys = [];
    private readonly List<string> segments = [];
    private bool governed;
    private int splits;

    /// <summary>What each journey says of runs of other versions; empty: nothing.</summary>
    public string Migrate { get; init; } = "";

    public LoadedDefinitions Load(string folder)
    {
        Write(folder, "brand.yaml", """
            name: Test
            language: en
            timeZone: Europe/Berlin
            currency: EUR
            channels: [ { name: email, address: email }, { name: push, address: push }, { name: sms, address: phone } ]
            purposes: [ { name: marketing, consent: true, doubleOptIn: [sms] }, { name: service, consent: false }, { name: survey, consent: false, transactional: false } ]
            expires: 24h
            """);
        Write(folder, "programme.yaml", """
            programme: circle
            pointsPerUnit: 2
            tiers: [ { tier: one, label: One, fromSpend: 0, multiplier: 1 }, { tier: two, label: Two, fromSpend: 120, multiplier: 1.5 } ]
            """);
        Write(folder, "gift.offer.yaml", "offer: gift\nkind: points\nvalue: 50\nvalid: 2d\nlimit: 2\n");
        Write(folder, "tenth.offer.yaml", "offer: tenth\nkind: percent\nvalue: 10\nvalid: 20d\ncode: \"TEN-######\"\n");
        foreach (var template in new[] { "first", "second", "third" })
        {
            Write(folder, Path.Combine("templates", $"{template}.en.txt.hbs"), $"subject: {template}\n---\n{{{{customer.firstName}}}} {{{{customer.points}}}}\n");
        }

        governed = chance.Next(3) > 0;
        if (governed)
        {
            Write(folder, "sending.yaml", Sending());
        }

        for (var segment = chance.Next(4); segment > 0; segment--)
        {
            segments.Add($"s{segment}");
            Write(folder, $"s{segment}.segment.yaml", $"segment: s{segment}\nwhen: '{Pick(Segments)}'\n");
        }

        for (var count = chance.Next(1, 4); count > 0; count--)
        {
            // By a segment the key is its name, by a schedule the schedule.
            journeys.Add(segments.Count > 0 && chance.Next(3) == 0 ? (Pick("segment.entered", "segment.left"), Pick([.. segments]))
                : chance.Next(6) == 0 ? ("schedule.reached", Pick("at: \"09:00\"", "at: \"02:30\", on: [mon-wed, sun]", "at: \"18:15\", day: 27", "at: \"00:00\", date: 2025-10-26"))
                : Pick(Entries));
        }

        for (var at = 0; at < journeys.Count; at++)
        {
            Write(folder, $"j{at + 1}.journey.yaml", Journey($"j{at + 1}", journeys[at]) + Migrate);
        }

        return Samples.Load(folder);
    }

    private string Sending()
    {
        var text = new StringBuilder("tags: [sale]\n");
        if (chance.Next(2) == 0)
        {
            text.Append("quietHours:\n  - { from: \"21:00\", to: \"").Append(Pick("07:30", "10:00")).Append('"')
                .Append(Pick("", ", then: withhold", ", channels: [email]")).Append(" }\n");
        }

        text.Append("caps:\n  - { cap: a, most: ").Append(chance.Next(1, 4)).Append(Pick(", per: day", ", within: 20h", ", per: week"))
            .Append(Pick("", ", then: wait")).Append(" }\n");
        if (chance.Next(2) == 0)
        {
            text.Append("  - { cap: b, most: 1, within: ").Append(Pick("3h", "2d")).Append(Pick(", tags: [sale]", ", channels: [email]")).Append(" }\n");
        }

        text.Append(chance.Next(3) == 0 ? $"control: {{ percent: 40, salt: {chance.Next(100)}{Pick("", ", purposes: [marketing]")} }}\n" : "");
        return text.Append(chance.Next(3) == 0 ? "engagement: { within: 2d, purposes: [marketing] }\n" : "").ToString();
    }

    private string Journey(string name, (string Type, string Key) entry)
    {
        var (type, key) = entry;
        var text = new StringBuilder();
        text.Append("journey: ").Append(name).Append('\n');
        text.Append(type.StartsWith("segment.", StringComparison.Ordinal)
            ? $"enter: {{ segment: {key}, on: {type["segment.".Length..]}"
            : type == "schedule.reached" ? $"enter: {{ schedule: {{ {key} }}"
            : $"enter: {{ on: {type}{(chance.Next(3) > 0 ? $", key: {key}" : "")}");
        text.Append(chance.Next(3) == 0 ? $", when: '{Condition()}'" : "").Append(", again: ").Append(Pick("always", "never", "after 6h")).Append(" }\n");
        if (chance.Next(2) == 0)
        {
            text.Append("exit: [ { on: ").Append(Pick("order.placed", "order.refunded", "cart.updated", "segment.left"))
                .Append(Pick("", ", when: 'customer.orders > 0'")).Append(" } ]\n");
        }

        text.Append(chance.Next(2) == 0 ? $"goal: {{ on: order.placed, within: {Pick("6h", "3d")}{Pick("", ", value: event.total")}{Pick("", ", attribution: 2h")} }}\n" : "");
        text.Append("steps:\n");
        Steps(text, "  ", depth: 0);
        text.Append("  - send: { template: first, purpose: service }\n");
        return text.ToString();
    }

    private void Steps(StringBuilder text, string indent, int depth)
    {
        for (var count = chance.Next(1, 4); count > 0; count--)
        {
            switch (chance.Next(depth < 2 ? 12 : 6))
            {
                case 0: text.Append(indent).Append("- wait: ").Append(Pick(Waits)).Append('\n'); break;
                case 1: text.Append(indent).Append("- set: { run.seen: \"1\", customer.attributes.last: \"'x'\" }\n"); break;
                case 2 or 3: Send(text, indent); break;
                case 4: Start(text, indent); break;
                case 5: Reward(text, indent); break;
                case 6 or 7: Branch(text, indent, depth); break;
                case 8: Repeat(text, indent, depth); break;
                case 9: Split(text, indent, depth); break;
                case 10: Call(text, indent, depth); break;
                default: WaitForEvent(text, indent, depth); break;
            }
        }
    }

    private void Send(StringBuilder text, string indent) => text.Append(indent).Append("- send: { template: ").Append(Pick("first", "second", "third"))
        .Append(", channel: ").Append(Pick("preferred", "email", "sms")).Append(", purpose: ").Append(Pick("marketing", "service", "survey"))
        .Append(", expires: ").Append(Pick("1h", "12h", "3d")).Append(Terms()).Append(" }\n");

    private string Terms() => governed
        ? Pick("", ", tags: [sale]", ", priority: 5", ", priority: -5, tags: [sale]", ", priority: 9, counts: false", ", override: true")
        : "";

    private void Branch(StringBuilder text, string indent, int depth)
    {
        text.Append(indent).Append("- branch:\n").Append(indent).Append("    - when: '").Append(Condition()).Append("'\n");
        text.Append(indent).Append("      steps:\n");
        Steps(text, indent + "        ", depth + 1);
        if (chance.Next(2) == 0)
        {
            text.Append(indent).Append("    - else:\n");
            Steps(text, indent + "        ", depth + 1);
        }
    }

    private void Call(StringBuilder text, string indent, int depth)
    {
        text.Append(indent).Append("- call:\n").Append(indent).Append("    url: https://scores.example/v1").Append('\n');
        text.Append(Pick("", $"{indent}    query: {{ orders: customer.orders }}\n", $"{indent}    body: {{ now: now, tier: customer.tier }}\n"));
        text.Append(indent).Append("    for: ").Append(Pick("10s", "10m", "1d")).Append('\n');
        text.Append(Pick($"{indent}    into: run.score\n", $"{indent}    into: {{ run.score: answer.body.score, customer.attributes.last: answer.status }}\n"));
        text.Append(indent).Append("    timeout:\n");
        Steps(text, indent + "      ", depth + 1);
        if (chance.Next(2) == 0)
        {
            text.Append(indent).Append("    failed: { steps: [ { exit: failed } ] }\n");
        }
    }

    private void Reward(StringBuilder text, string indent) => text.Append(indent).Append(Pick(
        "- award: 10", "- award: { points: 'customer.orders * 2.5', reason: often }", "- offer: gift", "- offer: { offer: tenth, expires: 3h }",
        "- wait: { for: 1d, on: [ { event: offer.redeemed, when: 'size(customer.offers) == 0' } ] }")).Append('\n');

    /// <summary>Of any journey, itself too.</summary>
    private void Start(StringBuilder text, string indent)
    {
        var at = chance.Next(journeys.Count);
        var data = journeys[at].Type switch
        {
            "cart.updated" => "cartId: \"'a'\", value: customer.spend",
            "product.viewed" => "productId: \"'p'\"",
            "segment.entered" or "segment.left" => "segment: \"'s1'\"",
            "schedule.reached" => "date: \"'2025-10-26'\"",
            _ => "orderId: \"'o0'\", total: \"20\"",
        };
        text.Append(indent).Append("- start: { journey: j").Append(at + 1).Append(Pick("", ", key: run.key", ", key: text(customer.orders)"))
            .Append(", data: { ").Append(data).Append(" } }\n");
    }

    private void Repeat(StringBuilder text, string indent, int depth)
    {
        text.Append(indent).Append("- repeat:\n").Append(indent).Append("    times: ").Append(chance.Next(1, 4)).Append('\n');
        text.Append(chance.Next(2) == 0 ? $"{indent}    while: 'run.round < 3 || {Pick(Conditions)}'\n" : "");
        text.Append(indent).Append("    steps:\n");
        Steps(text, indent + "      ", depth + 1);
    }

    private void Split(StringBuilder text, string indent, int depth)
    {
        var control = chance.Next(2) == 0;
        text.Append(indent).Append("- id: split").Append(++splits).Append('\n').Append(indent).Append("  split:\n");
        text.Append(indent).Append("    - { arm: a, percent: 40").Append(control ? ", control: true, steps: [ { wait: 2h } ] }\n" : " }\n");
        text.Append(indent).Append("    - { arm: b, percent: 26.5 }\n").Append(indent).Append("    - arm: c\n");
        text.Append(indent).Append("      percent: 33.5\n").Append(indent).Append("      steps:\n");
        Steps(text, indent + "        ", depth + 1);
    }

    private void WaitForEvent(StringBuilder text, string indent, int depth)
    {
        text.Append(indent).Append("- wait:\n").Append(indent).Append("    for: ").Append(Pick("1h", "1d")).Append('\n');
        text.Append(indent).Append("    on:\n").Append(indent).Append("      - { event: ").Append(Pick("order.placed", "cart.updated", "segment.entered")).Append(" }\n");
        text.Append(indent).Append("    timeout:\n").Append(indent).Append("      steps:\n");
        Steps(text, indent + "        ", depth + 1);
    }

    private string Condition() =>
        segments.Count > 0 && chance.Next(3) == 0 ? $"\"{Pick([.. segments])}\" in customer.segments" : Pick(Conditions);

    private T Pick<T>(params T[] choices) => choices[chance.Next(choices.Length)];

    private static void Write(string folder, string name, string content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
