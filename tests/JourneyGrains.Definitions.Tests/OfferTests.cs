using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Offers;

namespace JourneyGrains.Definitions.Tests;

public class OfferTests
{
    private const string Programme = "programme: p\npointsPerUnit: 1\ntiers: [ { tier: one, fromSpend: 0 } ]";

    [Fact]
    public void An_offer_is_read_whole()
    {
        using var files = Files("offer: back\nkind: percent\nvalue: 12.5\nvalid: 14d\ncost: 9.50\nlimit: 2\ncode: \"BACK-######\"");
        var offer = Assert.Single(files.Load().Definitions!.Offers).Value;

        Assert.Equal(("back", OfferKind.Percent, 12.5m, TimeSpan.FromDays(14), "BACK-######", 9.5m, 2), (
            offer.Name, offer.Kind, offer.Value, offer.Valid, offer.Code.Text, offer.Cost, offer.Limit));
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        using var files = Files("offer: back\nkind: amount\nvalue: 5\nvalid: 1d");
        var offer = Assert.Single(files.Load().Definitions!.Offers).Value;

        Assert.Equal((CodePattern.Plain, null, null, 5m), (offer.Code, offer.Limit, offer.Cost, offer.CostMost));
    }

    [Theory]
    [InlineData("offer: Back\nkind: percent\nvalue: 5\nvalid: 1d", 1, 8, "is no name")]
    [InlineData("offer: back\nkind: per cent\nvalue: 5\nvalid: 1d", 2, 7, "There is no kind of offer 'per cent'")]
    [InlineData("offer: back\nkind: percent\nvalid: 1d", 1, 1, "'value' is missing in an offer")]
    [InlineData("offer: back\nkind: percent\nvalue: 0\nvalid: 1d", 3, 8, "'value' is more than 0")]
    [InlineData("offer: back\nkind: percent\nvalue: 101\nvalid: 1d", 3, 8, "100 at most")]
    [InlineData("offer: back\nkind: points\nvalue: 1.5\nvalid: 1d", 3, 8, "whole number of points")]
    [InlineData("offer: back\nkind: percent\nvalue: 5", 1, 1, "'valid' is missing in an offer")]
    [InlineData("offer: back\nkind: percent\nvalue: 5\nvalid: soon", 4, 8, "'valid' is a duration")]
    [InlineData("offer: back\nkind: percent\nvalue: 5\nvalid: 1d\nlimit: 0", 5, 8, "'limit' is a number of 1 or more")]
    [InlineData("offer: back\nkind: percent\nvalue: 5\nvalid: 1d\nlimit: 1.5", 5, 8, "'limit' is a whole number")]
    [InlineData("offer: back\nkind: percent\nvalue: 5\nvalid: 1d\ncode: \"A-###\"", 5, 7, "A code is made of")]
    public void A_wrong_offer_is_told(string yaml, int line, int column, string message)
    {
        using var files = Files(yaml).Add("programme.yaml", Programme);
        var problem = files.Problem();

        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_need_a_programme()
    {
        using var offer = Files("offer: back\nkind: points\nvalue: 5\nvalid: 1d");
        using var award = DefinitionFiles.WithSteps("  - award: 5");

        Assert.Contains("no programme.yaml", offer.Problem().Message, StringComparison.Ordinal);
        Assert.Contains("no programme.yaml", award.Problem().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_award_and_issue()
    {
        using var files = DefinitionFiles.WithSteps("""
              - award: 100
              - award: { points: round(event.total), reason: thanks }
              - offer: back
              - offer: { offer: back, expires: event.promisedAt }
              - set: { run.worth: run.offer.value * 2 }
              - branch: [ { when: "has(run.offer.code)", steps: [ { send: { template: code, purpose: marketing } } ] } ]
            """)
            .Add("programme.yaml", Programme).Add("back.offer.yaml", "offer: back\nkind: percent\nvalue: 5\nvalid: 1d")
            .Add("templates/code.en.hbs", "subject: Hello\n---\n<p>{{run.offer.code}}{{#each customer.offers}} {{this.code}}{{/each}}</p>\n");
        var steps = files.Load().Definitions!.Journeys[0].Steps;

        Assert.Equal((null, "thanks"), (Assert.IsType<AwardStep>(steps[0]).Reason, Assert.IsType<AwardStep>(steps[1]).Reason));
        Assert.Equal(("back", "event.promisedAt"), (Assert.IsType<OfferStep>(steps[2]).Offer, Assert.IsType<OfferStep>(steps[3]).Expires!.Source));
    }

    [Theory]
    [InlineData("  - award: event.orderId", 4, 12, "Points are a Number")]
    [InlineData("  - award: -5", 4, 12, "An award is 1 to 1000000 points; -5 awards none. No step takes points away")]
    [InlineData("  - award: 0.5", 4, 12, "An award is 1 to 1000000 points; 0.5 awards none.")]
    [InlineData("  - award: { points: 1000 * 1001 }", 4, 22, "An award is 1 to 1000000 points")]
    [InlineData("  - award: { reason: x }", 4, 12, "'points' is missing in an award")]
    [InlineData("  - offer: bak", 4, 12, "There is no offer 'bak'")]
    [InlineData("  - offer: { expires: 1d }", 4, 12, "'offer' is missing in an offer")]
    [InlineData("  - offer: { offer: back, expires: event.total }", 4, 36, "'expires' is a Duration or a Time")]
    [InlineData("  - set: { run.offer: \"1\" }", 4, 12, "'run.offer' cannot be set")]
    [InlineData("  - set: { run.code: run.offer.code }", 4, 22, "There is no field 'run.offer.code'")]
    public void A_wrong_step_is_told(string step, int line, int column, string message)
    {
        using var files = DefinitionFiles.WithSteps(step).Add("programme.yaml", Programme)
            .Add("back.offer.yaml", "offer: back\nkind: percent\nvalue: 5\nvalid: 1d");
        var problem = files.Problem();

        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    private static DefinitionFiles Files(string offer) => DefinitionFiles.WithSteps("  - wait: 1d").Add("back.offer.yaml", offer);
}
