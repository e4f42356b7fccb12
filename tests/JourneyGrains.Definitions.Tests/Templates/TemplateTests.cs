using System.Collections.Immutable;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Definitions.Tests.Templates;

public class TemplateTests
{
    private static readonly DateTimeOffset Midnight = new(2025, 11, 10, 23, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_message_is_rendered_with_subject_html_and_derived_text()
    {
        var rendered = Render(
            "subject: Hello {{customer.firstName}}\n---\n<h1>Hello {{customer.firstName}}</h1>\n<p>See <a href=\"https://shop.example/?a=1&amp;b=2\">the\ncart</a><br>Bye</p>\n<style>p {}</style>",
            ("customer.firstName", Value.Of("Ada")));

        Assert.Equal("Hello Ada", rendered.Subject);
        Assert.StartsWith("<h1>Hello Ada</h1>", rendered.Html, StringComparison.Ordinal);
        Assert.Equal("Hello Ada\n\nSee the cart (https://shop.example/?a=1&b=2)\nBye", rendered.Text);
    }

    [Fact]
    public void Html_is_escaped_and_text_and_subject_are_not()
    {
        using var files = new DefinitionFiles()
            .Add(
                "templates/t.en.hbs",
                "subject: {{customer.firstName}}\n---\n<p title=\"{{customer.firstName}}\">{{customer.firstName}}</p>")
            .Add("templates/t.en.txt.hbs", "{{customer.firstName}}");

        var rendered = files.Load().Templates!.Render(Message("en", ("customer.firstName", Value.Of("<b>\"A\" & 'B'</b>"))));

        Assert.DoesNotContain("<b>", rendered.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"A\"", rendered.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("'B'", rendered.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", rendered.Html, StringComparison.Ordinal);
        Assert.Equal("<b>\"A\" & 'B'</b>", rendered.Text);
        Assert.Equal("<b>\"A\" & 'B'</b>", rendered.Subject);
    }

    [Fact]
    public void A_subject_is_one_line_whatever_the_data_holds() => Assert.Equal(
        "Hi Ada Bcc: all@example.org x",
        Render(
            "subject: Hi {{customer.firstName}}\n---\n", ("customer.firstName", Value.Of("Ada\r\nBcc: all@example.org\u2028x"))).Subject);

    [Theory]
    [InlineData("de-AT", "de-AT")]
    [InlineData("de-CH", "de")]
    [InlineData("DE", "de")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    [InlineData("--x--", "en")]
    public void The_nearest_language_is_taken(string wanted, string used)
    {
        using var files = new DefinitionFiles();
        foreach (var language in new[] { "de", "de-AT", "en", "es" })
        {
            files.Add($"templates/t.{language}.hbs", $"subject: {language}\n---\n");
        }

        var rendered = files.Load().Templates!.Render(Message(wanted));

        Assert.Equal((used, used), (rendered.Language, rendered.Subject));
    }

    [Fact]
    public void A_template_that_lacks_the_brands_language_is_taken_in_any()
    {
        using var files = new DefinitionFiles().Add(
            "templates/t.fr.hbs", "subject: fr\n---\n").Add("templates/t.es.hbs", "subject: es\n---\n");
        Assert.Equal("es", files.Load().Templates!.Render(Message("de")).Language);
    }

    [Fact]
    public void A_template_of_text_alone_has_no_html()
    {
        using var files = new DefinitionFiles().Add("templates/t.en.txt.hbs", "Hello & welcome\n");
        var rendered = files.Load().Templates!.Render(Message("en"));
        Assert.Equal(("", "Hello & welcome", null), (rendered.Subject, rendered.Text, rendered.Html));
    }

    [Theory]
    [InlineData("en", "€1,234.50 | $12.00 | CHF 5.00 | 1,234.5 | 2025-11-11 00:30")]
    [InlineData("de", "1.234,50 € | 12,00 $ | 5,00 CHF | 1.234,5 | 11.11.2025 00:30")]
    [InlineData("fr", "1.234,50 € | 12,00 $ | 5,00 CHF | 1.234,5 | 2025-11-11 00:30")]
    public void Money_numbers_and_dates_are_written_as_the_language_does(string language, string expected)
    {
        using var files = new DefinitionFiles().Add("brand.yaml", "timeZone: Europe/Berlin").Add(
            $"templates/t.{language}.txt.hbs",
            "{{money event.total}} | {{money 12 \"USD\"}} | {{money 5 'CHF'}} | {{number event.total}} | {{date event.at}} {{time event.at}}{{money event.none}}{{date event.total}}");

        var rendered = files.Load().Templates!.Render(
            Message(language, ("event.total", Value.Of(1234.50m)), ("event.at", Value.Of(Midnight))));

        Assert.Equal(expected, rendered.Text);
    }

    [Fact]
    public void Blocks_follow_the_data()
    {
        var items = Value.Of([Item("Lamp"), Item("Rug")]);
        const string Body = "subject: s\n---\n{{#if customer.points}}{{number customer.points}} points{{else}}none{{/if}};"
            + "{{#each event.items}}{{@index}}{{name}} of {{@root.customer.firstName}}, {{/each}}{{#with customer.attributes}}{{size}}{{/with}}"
            + "{{#unless event.items}}empty{{/unless}}{{#if (eq customer.tier \"gold\")}};gold{{/if}}{{!-- not {{shown}} --}}";

        Assert.Equal(
            "1,200 points;0Lamp of Ada, 1Rug of Ada, M;gold",
            Render(
                Body, ("customer.points", Value.Of(1200)), ("event.items", items), ("customer.firstName", Value.Of("Ada")),
                (
                    "customer.attributes",
                    Value.Of(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("size", Value.Of("M"))]))),
                ("customer.tier", Value.Of("gold"))).Text);
        Assert.Equal("none;empty", Render(Body, ("customer.points", Value.Of(0))).Text);
    }

    [Fact]
    public void Numbers_are_shown_without_needless_zeros_and_flags_and_durations_as_text() => Assert.Equal(
        "49.9 true 3d 2025-11-10T23:30:00Z",
        Render(
            "subject: s\n---\n{{event.a}} {{event.b}} {{event.c}} {{event.d}}",
            ("event.a", Value.Of(49.90m)), ("event.b", Value.True), (
                "event.c", Value.Of(TimeSpan.FromDays(3))), ("event.d", Value.Of(Midnight))).Text);

    [Fact]
    public void A_partial_is_that_of_the_language_and_reads_the_same_fields()
    {
        using var files = new DefinitionFiles()
            .Add("templates/t.en.hbs", "subject: s\n---\n{{> foot}}{{> all}}")
            .Add("templates/t.de.hbs", "subject: s\n---\n{{> foot}}{{> all}}")
            .Add("templates/partials/foot.en.hbs", "Bye {{customer.firstName}} {{> all}}")
            .Add("templates/partials/foot.de.hbs", "Tschüs {{customer.firstName}} {{> all}}")
            .Add("templates/partials/all.hbs", "({{brand.name}} {{message.id}})");

        var templates = files.Load().Templates!;

        Assert.Equal(
            "Tschüs Ada (Our shop m-1)(Our shop m-1)", templates.Render(Message("de", ("customer.firstName", Value.Of("Ada")))).Text);
        Assert.Equal("Bye Ada (Our shop m-1)(Our shop m-1)", templates.Render(Message("en", ("customer.firstName", Value.Of("Ada")))).Text);
    }

    [Fact]
    public void A_template_knows_its_languages_and_the_fields_a_message_must_carry()
    {
        using var files = new DefinitionFiles()
            .Add(
                "templates/t.en.hbs",
                "subject: {{run.key}}\n---\n{{#each event.items}}{{name}}{{/each}}{{brand.name}}{{event.items.[0].name}}")
            .Add("templates/t.de.txt.hbs", "{{#with customer}}{{firstName}} {{attributes.size}}{{/with}}{{customer.attributes.size}}");

        var info = files.Load().Definitions!.Templates["t"];

        Assert.Equal(["de", "en"], info.Languages.AsEnumerable());
        Assert.Equal(["customer.attributes.size", "customer.firstName", "event.items", "run.key"], info.Fields.AsEnumerable());
    }

    [Fact]
    public void An_unknown_template_cannot_be_rendered()
    {
        using var files = new DefinitionFiles().Add("templates/other.en.hbs", "subject: s\n---\n");
        Assert.Throws<KeyNotFoundException>(() => files.Load().Templates!.Render(Message("en")));
    }

    [Fact]
    public void Many_threads_render_at_once()
    {
        using var files = new DefinitionFiles().Add(
            "templates/t.en.hbs", "subject: {{customer.firstName}}\n---\n{{#each event.items}}{{name}}{{/each}}");
        var templates = files.Load().Templates!;

        Parallel.For(0, 500, number => Assert.Equal(
            ($"n{number}", $"i{number}"),
            (
                templates.Render(Message("en", ("customer.firstName", Value.Of($"n{number}")))).Subject,
                templates.Render(Message("en", ("event.items", Value.Of([Item($"i{number}")])))).Text)));
    }

    private static RenderedMessage Render(string template, params (string Path, Value Value)[] data)
    {
        using var files = new DefinitionFiles().Add("templates/t.en.hbs", template);
        return files.Load().Templates!.Render(Message("en", data));
    }

    private static Value Item(string name) =>
        Value.Of(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("name", Value.Of(name))]));

    private static Message Message(string language, params (string Path, Value Value)[] data) => new()
    {
        Id = "m-1",
        Origin = "x",
        Template = "t",
        Channel = "email",
        Purpose = "marketing",
        Language = language,
        DecidedAt = Midnight,
        ExpiresAt = Midnight,
        Data = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal, data.Select(pair => KeyValuePair.Create(pair.Path, pair.Value))),
    };
}
