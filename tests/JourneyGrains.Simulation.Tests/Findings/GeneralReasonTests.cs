using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Tests.Findings;

public sealed class GeneralReasonTests
{
    [Theory]
    [InlineData("cart-first not sent: it expired at 2025-11-11T20:00:00Z.", "it expired at …")]
    [InlineData("Ended by order.placed 20251111-00042-8.", "Ended by order.placed …")]
    [InlineData("Ended by order.placed o17.", "Ended by order.placed …")]
    [InlineData(
        "Not entered: order.placed o17, which happened later and arrived before, has ended it already.",
        "order.placed …, which happened later and arrived before, has ended it already")]
    [InlineData(
        "x not sent: no sign of interest by email or in the shop within 30d, the last at 2025-10-01T20:00:00Z.",
        "no sign of interest by email or in the shop within 30d, the last at …")]
    [InlineData("Not entered: the key has 312 characters; 200 are the most.", "the key has … characters; 200 are the most")]
    [InlineData("cart-first by email taken back before it was handed over.", "taken back before it was handed over")]
    public void Moments_and_ids_are_left_out(string text, string reason) => Assert.Equal(reason, GeneralReason.Of(text));

    [Theory]
    [InlineData("x not sent: cap d-2 (1 a day) is used up: 1 counted, free from 2025-11-12 00:00 in Europe/Berlin.", "cap d-2 (1 a day) is used up")]
    [InlineData("x not handed over: cap d-2 (1 a day) is used up: 3 counted, free from 2025-11-12 00:00 in UTC.", "cap d-2 (1 a day) is used up")]
    [InlineData("x held: cap weekly (2 within 7d) is used up: 2 counted, free from 2025-11-18 10:00 in UTC.", "cap weekly (2 within 7d) is used up")]
    [InlineData(
        "x not sent: cap d (1 a day) is used up: 1 counted, free from 2025-11-12 00:00 in UTC, and it expires before, at 2025-11-11T20:00:00Z.",
        "cap d (1 a day) is used up, and it expires before")]
    [InlineData("x held: quiet hours until 2025-11-12 08:00 in America/New_York.", "quiet hours")]
    [InlineData(
        "x not sent: quiet hours until 2025-11-12 08:00 in Europe/Dublin, and it expires before, at 2025-11-12T07:00:00Z.",
        "quiet hours, and it expires before")]
    [InlineData(
        "x held: kept back for sale-2 of flash (priority 5, at 2025-11-12T00:00:00Z), for which cap d (1 a day) has no other place.",
        "kept back for sale-2 of flash (priority 5), for which cap d (1 a day) has no other place")]
    public void Rules_of_sending_are_told_by_name_and_size_whatever_the_zone(string text, string reason) =>
        Assert.Equal(reason, GeneralReason.Of(text));

    [Theory]
    [InlineData("10h13m58s")]
    [InlineData("6d23h59m")]
    public void A_reentry_rule_is_told_without_how_long_ago(string ago) =>
        Assert.Equal("entered before, and again only after 7d", GeneralReason.Of($"Not entered: entered {ago} ago, and again only after 7d."));

    [Theory]
    [InlineData("Not entered: event.value >= 20 does not hold.", "event.value >= 20 does not hold")]
    [InlineData(
        "x not sent: count(\"product.viewed\", duration(\"24h\")) > 0 does not hold", "count(\"product.viewed\", duration(\"24h\")) > 0 does not hold")]
    [InlineData("Not in the audience: event.sku == \"shoe-2025-11\" does not hold.", "event.sku == \"shoe-2025-11\" does not hold")]
    public void A_condition_stays_as_its_author_wrote_it(string text, string reason) => Assert.Equal(reason, GeneralReason.Of(text));
}
