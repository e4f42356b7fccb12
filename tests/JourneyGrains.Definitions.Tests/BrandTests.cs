using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Definitions.Tests;

public class BrandTests
{
    [Fact]
    public void A_brand_is_read()
    {
        using var files = new DefinitionFiles().Add("brand.yaml", """
            name: Shop
            language: de-AT
            timeZone: Europe/Vienna
            currency: CHF
            channels: [ { name: post, address: email }, { name: sms, address: phone } ]
            purposes: [ { name: news, doubleOptIn: [post, sms], evidence: required }, { name: duty, consent: false } ]
            expires: 12h
            """);

        var brand = files.Load().Definitions!.Brand;

        Assert.Equal(
            ("Shop", "de-AT", "Europe/Vienna", "CHF", TimeSpan.FromHours(12)),
            (brand.Name, brand.Language, brand.TimeZone, brand.Currency, brand.ExpiresDefault));
        Assert.Equal(["post", "sms"], brand.Channels.Select(channel => channel.Name));
        Assert.Equal([("news", true), ("duty", false)], brand.Purposes.Select(purpose => (purpose.Name, purpose.NeedsConsent)));
        Assert.Equal([("post sms", true), ("", false)], brand.Purposes.Select(purpose => (string.Join(' ', purpose.DoubleOptIn), purpose.NeedsEvidence)));
    }

    [Theory]
    [InlineData("brand.yaml", "timeZone: Europe/Berln", 1, 11, "no time zone", "Europe/Berlin")]
    [InlineData("brand.yaml", "language: German", 1, 11, "no language tag", null)]
    [InlineData("brand.yaml", "currency: eur", 1, 11, "no currency code", null)]
    [InlineData("brand.yaml", "expires: 0s", 1, 10, "is a duration", null)]
    [InlineData("brand.yaml", "colour: red", 1, 1, "means nothing in brand.yaml", null)]
    [InlineData("brand.yaml", "channels: []", 1, 11, "needs a channel", null)]
    [InlineData("brand.yaml", "channels: [ { name: sms, address: phon } ]", 1, 35, "kind of address", "phone")]
    [InlineData("brand.yaml", "channels: [ { name: preferred, address: email } ]", 1, 21, "name is taken", null)]
    [InlineData("brand.yaml", "purposes: [ { name: a, consent: perhaps } ]", 1, 33, "is true or false", null)]
    [InlineData("brand.yaml", "purposes: [ { name: a }, { name: a } ]", 1, 34, "twice", null)]
    [InlineData("brand.yaml", "purposes: [ { name: a, doubleOptIn: [mail] } ]", 1, 38, "There is no channel 'mail'", "email")]
    [InlineData("brand.yaml", "purposes: [ { name: a, evidence: yes } ]", 1, 34, "'evidence' is required or optional", null)]
    [InlineData("programme.yaml", "programme: p\npointsPerUnit: 1\ntiers: [ { tier: a, fromSpend: 5 } ]", 3, 10, "begins at 0", null)]
    [InlineData("programme.yaml", "programme: p\npointsPerUnit: 1\ntiers: [ { tier: a, fromSpend: 0 }, { tier: b, fromSpend: 0 } ]", 3, 37, "lowest to highest", null)]
    [InlineData("programme.yaml", "programme: p\npointsPerUnit: -1\ntiers: [ { tier: a, fromSpend: 0 } ]", 2, 16, "a number of 0 or more", null)]
    [InlineData("programme.yaml", "programme: p\ntiers: [ { tier: a, fromSpend: 0 } ]", 1, 1, "'pointsPerUnit' is missing", null)]
    [InlineData("events.yaml", "events: [ { event: order.placed } ]", 1, 20, "is built in", null)]
    [InlineData("events.yaml", "events: [ { event: a }, { event: a } ]", 1, 25, "declared twice", null)]
    [InlineData("events.yaml", "events: [ { event: a, properties: { time: text } } ]", 1, 37, "cannot be called 'time'", null)]
    [InlineData("events.yaml", "events: [ { event: a, properties: { x: string } } ]", 1, 40, "There is no kind 'string'", null)]
    [InlineData("events.yaml", "events: [ { event: a, properties: { x: numbr } } ]", 1, 40, "There is no kind 'numbr'", "number")]
    public void What_is_wrong_is_told(string file, string yaml, int line, int column, string message, string? suggestion)
    {
        using var files = new DefinitionFiles().Add(file, yaml);
        var problem = files.Problem();
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((file, line, column, suggestion), (problem.File, problem.Line, problem.Column, problem.Suggestion));
    }

    [Fact]
    public void A_programme_is_read()
    {
        using var files = new DefinitionFiles().Add("programme.yaml", """
            programme: p
            pointsPerUnit: 2
            tiers: [ { tier: base, fromSpend: 0 }, { tier: top, label: Top, fromSpend: 99.90, multiplier: 3 } ]
            """);

        var programme = files.Load().Definitions!.Programme!;

        Assert.Equal(("p", 2), (programme.Name, programme.PointsPerUnit));
        Assert.Equal(
            [("base", "base", 0m, 1m), ("top", "Top", 99.90m, 3m)],
            programme.Tiers.Select(tier => (tier.Name, tier.Label, tier.FromSpend, tier.Multiplier)));
        Assert.Equal("top", programme.TierFor(100).Name);
    }

    [Fact]
    public void Declared_event_types_check_what_arrives()
    {
        using var files = new DefinitionFiles().Add(
            "events.yaml", "events: [ { event: quiz.finished, properties: { quizId: { kind: text, required: true }, score: number } } ]");

        var definitions = files.Load().Definitions!;

        Assert.Equal(
            [("quizId", ValueKind.Text, true), ("score", ValueKind.Number, false)],
            definitions.EventType("quiz.finished")!.Properties.Select(of => (of.Name, of.Kind, of.Required)));
        var incoming = new CustomerEvent("e", "c", "quiz.finished", DateTimeOffset.UnixEpoch.AddYears(50), Value.EmptyMap);
        Assert.Equal(RefusalCodes.Missing, EventChecks.Check(incoming, incoming.Time, definitions.EventType).Refusal!.Code);
    }
}
