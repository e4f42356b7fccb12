using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Definitions.Tests.Schemas;

namespace JourneyGrains.Definitions.Tests;

public class SendingTests
{
    private const string Whole = """
        tags: [sale, news]
        quietHours:
          - { channels: [email], purposes: marketing, hours: [] }
          - from: "21:00"
            to: "08:00"
            then: withhold
          - hours: [{ from: "22:00", to: "24:00", on: [fri, sat] }, { from: "00:00", to: "09:00" }]
        caps:
          - { cap: daily, most: 2, per: day, purposes: [marketing] }
          - { cap: sales, most: 1, within: 7d, tags: [sale], then: wait }
        engagement: { within: 180d, channels: [email] }
        control: { percent: 2.5, salt: 2025, purposes: [marketing] }
        """;

    [Fact]
    public void Rules_of_sending_are_read_whole()
    {
        using var files = new DefinitionFiles().Add("sending.yaml", Whole);
        var rules = files.Load().Definitions!.Brand.Sending;

        Assert.Equal(["sale", "news"], rules.Tags.AsEnumerable());
        Assert.Equal([0, 1, 2], rules.QuietHours.Select(rule => rule.Hours.Length));
        Assert.Equal([true, false, true], rules.QuietHours.Select(rule => rule.Waits));
        Assert.Equal(("email", "marketing"), (rules.QuietHours[0].For.Channels.Single(), rules.QuietHours[0].For.Purposes.Single()));
        Assert.Equal("fri, sat 22:00-00:00", rules.QuietHours[2].Hours[0].ToString());
        Assert.Equal(("daily", 2, new CalendarWindow(CalendarUnit.Day), false), (rules.Caps[0].Name, rules.Caps[0].Most, rules.Caps[0].Window, rules.Caps[0].Waits));
        Assert.Equal(("sales", 1, new RollingWindow(TimeSpan.FromDays(7)), true), (rules.Caps[1].Name, rules.Caps[1].Most, rules.Caps[1].Window, rules.Caps[1].Waits));
        Assert.Equal(TimeSpan.FromDays(180), Assert.Single(rules.Engagement).Within);
        Assert.Equal((2.5m, "2025", "marketing"), (rules.Control!.Percent, rules.Control.Salt, rules.Control.Purposes.Single()));
        Assert.Empty(SchemaCheck.Problems("sending.schema.json", YamlJson.Of(Whole)));
    }

    [Fact]
    public void A_send_and_a_wave_say_how_they_stand_to_the_rules()
    {
        const string Send = "send: { template: welcome, purpose: marketing, tags: [sale, sale], priority: -3, override: true, counts: false }";
        using var files = DefinitionFiles.WithSteps($"  - {Send}\n  - send: {{ template: welcome, purpose: marketing }}").Add("sending.yaml", "tags: sale");
        files.Add("c.campaign.yaml", $"campaign: c\nwaves: [ {{ wave: w, audience: customer.orders > 0, {Send} }} ]");
        var definitions = files.Load().Definitions!;

        foreach (var terms in new[] { Assert.IsType<SendStep>(definitions.Journeys[0].Steps[0]).Terms, definitions.Campaigns[0].Waves[0].Terms })
        {
            Assert.Equal(("sale", -3, true, false), (terms.Tags.Single(), terms.Priority, terms.Overrides, terms.Counts));
        }

        var plain = Assert.IsType<SendStep>(definitions.Journeys[0].Steps[1]).Terms;
        Assert.Equal((true, 0, false, null), (plain.Tags.IsEmpty, plain.Priority, plain.Overrides, plain.Counts));
    }

    [Fact]
    public void A_purpose_is_transactional_if_it_needs_no_consent_unless_it_says()
    {
        using var files = new DefinitionFiles().Add(
            "brand.yaml", "purposes: [ { name: a }, { name: b, consent: false }, { name: c, consent: false, transactional: false }, { name: d, transactional: true } ]");

        Assert.Equal([false, true, false, true], files.Load().Definitions!.Brand.Purposes.Select(purpose => purpose.Transactional));
    }

    [Theory]
    [InlineData("colour: red", 1, 1, "means nothing in sending.yaml", null)]
    [InlineData("tags: [Big Sale]", 1, 8, "is no name", null)]
    [InlineData("quietHours: { from: 21:00 }", 1, 13, "'to' is missing", null)]
    [InlineData("quietHours: { from: 21:00, to: 8 }", 1, 32, "The end is a time of day", null)]
    [InlineData("quietHours: { from: 21:00, to: 21:00 }", 1, 13, "a whole day is 00:00 to 24:00", null)]
    [InlineData("quietHours: { from: 00:00, to: 24:00 }", 1, 13, "leave no time of the week", null)]
    [InlineData("quietHours: { hours: [ { from: 9:00, to: 1:00 }, { from: 0:00, to: 10:00 } ] }", 1, 13, "leave no time of the week", null)]
    [InlineData("quietHours: { from: 21:00, to: 8:00, hours: [] }", 1, 13, "not both", null)]
    [InlineData("quietHours: { from: 21:00, to: 8:00, channels: [mail] }", 1, 49, "There is no channel 'mail'", "email")]
    [InlineData("quietHours: { from: 21:00, to: 8:00, purposes: [marketng] }", 1, 49, "There is no purpose 'marketng'", "marketing")]
    [InlineData("quietHours: { from: 21:00, to: 8:00, channels: [] }", 1, 48, "leave it out for all", null)]
    [InlineData("quietHours: { from: 21:00, to: 8:00, then: wiat }", 1, 44, "'then' is wait or withhold", "wait")]
    [InlineData("control: { purposes: [marketing] }", 1, 10, "'percent' is missing", null)]
    [InlineData("control: { percent: 101 }", 1, 21, "0 to 100", null)]
    [InlineData("control: { percent: 0.001 }", 1, 21, "two decimals", null)]
    [InlineData("control: { percent: five }", 1, 21, "'percent' is a number", null)]
    [InlineData("control: { percent: 5, purposes: [service] }", 1, 35, "'service' is transactional", null)]
    [InlineData("control: { percent: 5, purposes: [marketng] }", 1, 35, "There is no purpose 'marketng'", "marketing")]
    [InlineData("control: { percent: 5, slat: x }", 1, 24, "'slat' means nothing in a control group", "salt")]
    [InlineData("caps: [ { cap: a, most: 1 } ]", 1, 9, "one of the two", null)]
    [InlineData("caps: [ { cap: a, most: 1, per: day, within: 1d } ]", 1, 9, "one of the two", null)]
    [InlineData("caps: [ { cap: a, per: day } ]", 1, 9, "'most' is missing", null)]
    [InlineData("caps: [ { cap: a, most: 0, per: day } ]", 1, 25, "a number of 1 or more", null)]
    [InlineData("caps: [ { cap: a, most: 1.5, per: day } ]", 1, 25, "a whole number", null)]
    [InlineData("caps: [ { cap: a, most: 201, per: day } ]", 1, 25, "1 to 200", null)]
    [InlineData("caps: [ { cap: a, most: 1, per: weak } ]", 1, 33, "'per' is day, week or month", "week")]
    [InlineData("caps: [ { cap: a, most: 1, within: 7 days } ]", 1, 36, "'within' is a duration", "7d")]
    [InlineData("caps: [ { cap: a, most: 1, within: 400d } ]", 1, 36, "366d at most", null)]
    [InlineData("caps: [ { cap: a, most: 1, per: day }, { cap: a, most: 1, per: day } ]", 1, 40, "twice", null)]
    [InlineData("caps: [ { cap: a, most: 150, per: day }, { cap: b, most: 51, per: day } ]", 1, 7, "allow 201 messages", null)]
    [InlineData("engagement: { channels: [email] }", 1, 13, "'within' is missing", null)]
    [InlineData("tags: [sale]\ncaps: [ { cap: a, most: 1, per: day, tags: [sael] } ]", 2, 45, "There is no tag 'sael'", "sale")]
    public void What_is_wrong_is_told(string yaml, int line, int column, string message, string? suggestion)
    {
        using var files = new DefinitionFiles().Add("sending.yaml", yaml);
        var problem = files.Problem();
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((line, column, suggestion), (problem.Line, problem.Column, problem.Suggestion));
    }

    [Theory]
    [InlineData("tags: [sael]", 59, "There is no tag in sending.yaml 'sael'", "sale")]
    [InlineData("tags: [[sale]]", 59, "A tag is a name", null)]
    [InlineData("priority: 1001", 62, "'priority' is a whole number, -1000 to 1000", null)]
    [InlineData("priority: 0.5", 62, "'priority' is a whole number", null)]
    [InlineData("priority: high", 62, "'priority' is a number of -1000 or more", null)]
    [InlineData("override: yes", 62, "'override' is true or false", null)]
    public void Wrong_terms_of_a_send_are_told(string terms, int column, string message, string? suggestion)
    {
        using var files = DefinitionFiles.WithSteps($"  - send: {{ template: welcome, purpose: marketing, {terms} }}").Add("sending.yaml", "tags: [sale]");
        var problem = files.Problem();
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((4, column, suggestion), (problem.Line, problem.Column, problem.Suggestion));
    }
}
