namespace JourneyGrains.Definitions.Tests;

public class CampaignTests
{
    private const string Template = "subject: Hello\n---\n<p>{{customer.firstName}}</p>\n";

    [Theory]
    [InlineData("rate: 500/s", 500)]
    [InlineData("rate: 20", 20)]
    [InlineData("", 0)]
    public void A_campaign_is_read(string rate, int expected)
    {
        using var files = With($"""
            campaign: sale
            waves:
              - wave: first
                audience: customer.orders == 0
                send: {"{"} template: sale, channel: email, purpose: marketing, expires: 3h {"}"}
                {rate}
            """);

        var wave = Assert.Single(files.Load().Definitions!.Campaign("sale")!.Waves);

        Assert.Equal(("first", "customer.orders == 0", "sale", "email", "marketing", "3h", expected), (
            wave.Name, wave.Audience.Source, wave.Template, wave.Channel, wave.Purpose, wave.Expires!.Source, wave.RatePerSecond));
    }

    [Theory]
    [InlineData("audience: event.total > 5", "There is no field 'event.total'")]
    [InlineData("audience: customer.orders", "Bool is needed")]
    [InlineData("audience: true, rate: 0", "1 to 1000000")]
    [InlineData("audience: true, rate: 5/m", "1 to 1000000")]
    [InlineData("audience: true, rates: 5", "'rates' means nothing in a wave")]
    [InlineData("rate: 5", "'audience' is missing")]
    public void A_wrong_wave_is_told(string part, string message)
    {
        using var files = With($"campaign: sale\nwaves: [ {{ wave: first, send: {{ template: sale, purpose: marketing }}, {part} }} ]");
        Assert.Contains(message, files.Problem().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_of_a_wave_reads_the_customer_alone()
    {
        using var files = With("campaign: sale\nwaves: [ { wave: first, audience: true, send: { template: sale, purpose: marketing } } ]");
        files.Add("templates/sale.en.hbs", "subject: Hello\n---\n{{event.total}}");
        Assert.Contains(
            "There is no field 'event.total' where sale.campaign.yaml sends this template (line 2)", files.Problem().Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enter: tour", null)]
    [InlineData("enter: tour, send: { template: sale, purpose: marketing }", "sale")]
    public void A_wave_lets_its_audience_enter_a_journey_with_or_without_a_message(string part, string? template)
    {
        using var files = WithTour($"campaign: sale\nwaves: [ {{ wave: first, audience: true, {part} }} ]");
        var wave = Assert.Single(files.Load().Definitions!.Campaign("sale")!.Waves);

        Assert.Equal(("tour", template), (wave.Journey, wave.Template));
    }

    [Theory]
    [InlineData("enter: tuor", "There is no journey 'tuor'")]
    [InlineData("enter: shop", "The journey 'shop' is not entered by campaigns; its 'enter' would have to say 'by: campaign'.")]
    [InlineData("enter: helped", "The journey 'helped' is keyed by event.ticket, which a wave does not have, so it would let nobody enter.")]
    [InlineData("rate: 5", "'send' is missing in a wave")]
    public void A_wave_that_leads_nowhere_is_told(string part, string message)
    {
        using var files = WithTour($"campaign: sale\nwaves: [ {{ wave: first, audience: true, {part} }} ]");
        Assert.Contains(message, files.Problem().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event.campaign")]
    [InlineData("event.wave + '-' + event.campaign")]
    public void A_wave_may_enter_a_journey_that_is_keyed_by_what_a_wave_has(string key)
    {
        using var files = WithTour("campaign: sale\nwaves: [ { wave: first, audience: true, enter: once } ]")
            .Add("once.journey.yaml", $"journey: once\nenter: {{ by: campaign, key: \"{key}\" }}\nsteps: []");
        Assert.Equal("once", Assert.Single(files.Load().Definitions!.Campaign("sale")!.Waves).Journey);
    }

    [Fact]
    public void Two_waves_cannot_have_one_name()
    {
        using var files = With(
            "campaign: sale\nwaves: [ { wave: a, audience: true, send: { template: sale, purpose: marketing } }, { wave: a, audience: true, send: { template: sale, purpose: marketing } } ]");
        Assert.Contains("'a' is here twice", files.Problem().Message, StringComparison.Ordinal);
    }

    private static DefinitionFiles WithTour(string campaign) => With(campaign)
        .Add("tour.journey.yaml", "journey: tour\nenter: { by: campaign, when: event.campaign == 'sale' && event.wave != 'first' }\nsteps: []")
        .Add("helped.journey.yaml", "journey: helped\nenter: { by: [api, campaign], key: event.ticket, data: { ticket: { kind: text, required: true } } }\nsteps: []")
        .Add("shop.journey.yaml", "journey: shop\nenter: { on: order.placed }\nsteps: []");

    private static DefinitionFiles With(string campaign) =>
        new DefinitionFiles().Add("sale.campaign.yaml", campaign).Add("templates/sale.en.hbs", Template);
}
