namespace JourneyGrains.Definitions.Tests;

/// <summary>A text that is compared with the name of something is held against the names that the folder has.</summary>
public class NameTests
{
    private const string Programme = "programme: p\npointsPerUnit: 1\ntiers: [ { tier: silver, fromSpend: 0 }, { tier: gold, fromSpend: 500 } ]";

    [Theory]
    [InlineData("customer.tier == 'gld'", "There is no tier 'gld'. Known: silver, gold.", "gold")]
    [InlineData("customer.tier != 'gld'", "There is no tier 'gld'", "gold")]
    [InlineData("'gld' == customer.tier", "There is no tier 'gld'", "gold")]
    [InlineData("customer.tier in ['gold', 'bronce']", "There is no tier 'bronce'", null)]
    [InlineData("customer.orders > 1 && !(customer.tier == 'gld')", "There is no tier 'gld'", "gold")]
    [InlineData("customer.preferredChannel == 'mail'", "There is no channel 'mail'", "email")]
    [InlineData("'quite' in customer.segments", "There is no segment 'quite'", "quiet")]
    [InlineData("run.journey == 'y'", "There is no journey 'y'. Known: later, x.", "x")]
    [InlineData("run.offer.name == 'bak'", "There is no offer 'bak'. Known: back.", "back")]
    [InlineData("run.offer.kind == 'percents'", "'run.offer.kind' is never 'percents' here. Known: percent, amount, points.", "percent")]
    [InlineData("event.type == 'order.refunded'", "'event.type' is never 'order.refunded' here. Known: order.placed.", null)]
    public void A_step_does_not_compare_with_a_name_that_there_is_not(string condition, string message, string? suggestion)
    {
        using var files = Folder($"  - offer: back\n  - branch: [ {{ when: \"{condition}\", steps: [] }} ]");
        var problem = files.Problem();

        Assert.Equal(("x.journey.yaml", 5), (problem.File, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion, problem.Suggestion);
    }

    [Theory]
    [InlineData("exit: { on: segment.left, when: event.segment == 'quite' }", "There is no segment 'quite'", "quiet")]
    [InlineData("exit: { on: message.opened, when: event.channel == 'mail' }", "There is no channel 'mail'", "email")]
    [InlineData("exit: { on: consent.changed, when: \"event.purpose in ['marketng']\" }", "There is no purpose 'marketng'", "marketing")]
    [InlineData("goal: { on: order.placed, within: 1d, when: event.type == 'order.place' }", "'event.type' is never 'order.place'", "order.placed")]
    public void Nor_does_a_rule(string rule, string message, string? suggestion)
    {
        using var files = Folder("", rule);
        var problem = files.Problem();

        Assert.Equal(3, problem.Line);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion, problem.Suggestion);
    }

    [Theory]
    [InlineData("by: campaign, when: event.campaign == 'sael'", "There is no campaign 'sael'", "sale")]
    [InlineData("by: campaign, when: event.wave == 'frist'", "There is no wave 'frist'", "first")]
    [InlineData("segment: quiet, when: event.segment == 'quite'", "There is no segment 'quite'", "quiet")]
    public void Nor_does_an_entry(string entry, string message, string? suggestion)
    {
        using var files = Folder("  - wait: 1d").Add("y.journey.yaml", $"journey: y\nenter: {{ {entry} }}\nsteps: [ {{ wait: 1d }} ]");
        var problem = files.Problem();

        Assert.Equal(("y.journey.yaml", 2), (problem.File, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion, problem.Suggestion);
    }

    [Fact]
    public void Nor_does_a_segment_or_an_audience()
    {
        using var files = Folder("  - wait: 1d")
            .Add("rich.segment.yaml", "segment: rich\nwhen: customer.tier == \"gld\"")
            .Add("more.campaign.yaml", "campaign: more\nwaves:\n  - { wave: one, audience: customer.tier == \"slver\", send: { template: welcome, purpose: marketing } }");

        Assert.Equal(
            ["more.campaign.yaml:3 slver", "rich.segment.yaml:2 gld"],
            files.Read().Diagnostics.Select(problem => $"{problem.File}:{problem.Line} {problem.Message.Split('\'')[1]}"));
    }

    [Theory]
    [InlineData("customer.tier == 'gold' || customer.tier in ['silver'] || customer.tier == null")]
    [InlineData("customer.tier == customer.preferredChannel || customer.language == 'xx' || customer.attributes.tier == 'xx'")]
    [InlineData("'quiet' in customer.segments && run.journey == 'x' && run.offer.name == 'back' && run.offer.kind == 'amount'")]
    [InlineData("event.type == 'order.placed' && event.currency == 'XXX'")]
    public void A_name_that_there_is_may_be_compared_with(string condition)
    {
        using var files = Folder($"  - offer: back\n  - branch: [ {{ when: \"{condition}\", steps: [] }} ]");
        files.Load();
    }

    [Fact]
    public void A_call_that_stands_in_for_an_event_is_told_by_its_type()
    {
        using var files = Folder("").Add(
            "y.journey.yaml", "journey: y\nenter: { on: order.placed, by: api, when: event.type == 'journey.requested' }\nsteps: [ { wait: 1d } ]");
        files.Load();
    }

    [Fact]
    public void Without_a_programme_there_is_no_tier()
    {
        using var files = DefinitionFiles.WithSteps("  - branch: [ { when: \"customer.tier == 'gold'\", steps: [] } ]");

        Assert.Contains("There is no tier 'gold'. The folder has no programme.yaml", files.Problem().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quiet.segment.yaml", "segment: quiet\nwhen: customer.order == 0", "There is no field 'customer.order'")]
    [InlineData("quiet.segment.yaml", "segmnt: quiet\nwhen: customer.orders == 0", "'segmnt' means nothing")]
    [InlineData("quiet.segment.yaml", "segment: [quiet", "This is not YAML")]
    [InlineData("welcome-back.offer.yaml", "offer: back\nkind: percent\nvalue: 101\nvalid: 1d", "100 at most")]
    [InlineData("welcome-back.offer.yaml", "offer: back\nkind: precent\nvalue: 10\nvalid: 1d", "There is no kind of offer 'precent'")]
    [InlineData("programme.yaml", "programme: p\npointsPerUnit: -1\ntiers: [ { tier: gold, fromSpend: 0 } ]", "'pointsPerUnit' is a number")]
    [InlineData("programme.yaml", "programme: [", "This is not YAML")]
    [InlineData("sale.campaign.yaml", "campaign: sale\nwaves: [ { wave: first, audience: customer.order > 1, send: { template: welcome, purpose: marketing } } ]", "customer.order")]
    [InlineData("later.journey.yaml", "journey: later\nenter: { on: order.placed }\nsteps: [ { wiat: 1d } ]", "'wiat' means nothing")]
    public void What_is_wrong_in_a_file_is_told_there_and_not_where_it_is_used(string file, string text, string message)
    {
        using var files = Folder("""
              - award: 5
              - offer: back
              - start: { journey: later, data: { orderId: event.orderId, total: event.total } }
              - branch: [ { when: "'quiet' in customer.segments && customer.tier == 'gold' && run.offer.name == 'back'", steps: [] } ]
            """)
            .Add("y.journey.yaml", "journey: y\nenter: { by: campaign, when: event.campaign == 'sale' && event.wave == 'first' }\nsteps: [ { wait: 1d } ]")
            .Add("z.journey.yaml", "journey: z\nenter: { segment: quiet }\nsteps: [ { wait: 1d } ]")
            .Add(file, text);
        var problem = files.Problem();

        Assert.Equal(file, problem.File);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    private static DefinitionFiles Folder(string steps, string rule = "exit: []") =>
        DefinitionFiles.WithJourney(
                $"journey: x\nenter: {{ on: order.placed }}\n{rule}\nsteps:\n{steps}\n".Replace("exit: []\n", "", StringComparison.Ordinal))
            .Add("programme.yaml", Programme)
            .Add("quiet.segment.yaml", "segment: quiet\nwhen: customer.orders == 0")
            .Add("welcome-back.offer.yaml", "offer: back\nkind: percent\nvalue: 10\nvalid: 1d")
            .Add("later.journey.yaml", "journey: later\nenter: { on: order.placed }\nsteps: [ { wait: 1d } ]")
            .Add("sale.campaign.yaml", "campaign: sale\nwaves: [ { wave: first, audience: customer.orders > 1, send: { template: welcome, purpose: marketing } } ]");
}
