using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Offers;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Offers;

public sealed class OfferTests
{
    private static readonly Offer Back = new("back", OfferKind.Percent, 15, TimeSpan.FromDays(14), CodePattern.Of("BACK-########")!);

    [Fact]
    public void An_offer_is_issued_with_a_code_that_the_run_knows()
    {
        var life = Issuing(Back);
        life.Cart("1m", "a", 30);

        var voucher = Assert.Single(life.State.Wallet!.Vouchers);
        Assert.Equal(("back", OfferKind.Percent, 15m, Make.At("1m"), Make.At("14d1m"), "cart"), (
            voucher.Offer, voucher.Kind, voucher.Value, voucher.IssuedAt, voucher.ExpiresAt, voucher.Origin));
        Assert.Matches("^BACK-[0-9A-HJKMNP-TV-Z]{8}$", voucher.Code);
        Assert.Equal(voucher.Code, life.State.Runs.Single().Variables["note"].AsText());
        Assert.Equal([$"back issued: {voucher.Code}, until 2025-11-25T09:01:00Z."], life.Told(LineKind.Issued));
    }

    [Fact]
    public void The_same_life_has_the_same_codes_and_other_runs_have_others()
    {
        var (first, second) = (Issuing(Back), Issuing(Back));
        foreach (var life in new[] { first, second })
        {
            life.Cart("1m", "a", 30);
            life.Cart("2m", "b", 30);
        }

        var codes = first.State.Wallet!.Vouchers.Select(voucher => voucher.Code).ToList();
        Assert.Equal(codes, second.State.Wallet!.Vouchers.Select(voucher => voucher.Code));
        Assert.Equal(2, codes.Distinct().Count());
    }

    [Fact]
    public void A_customer_gets_no_more_than_the_limit_also_after_they_were_forgotten_by_the_wallet()
    {
        var life = Issuing(Back with { Limit = 2 });
        life.Cart("1m", "a", 30);
        life.Cart("2m", "b", 30);
        life.State = StateEncoding.Read(StateEncoding.Write(life.State)) is var kept ? kept with { Wallet = kept.Wallet! with { Vouchers = [] } } : null!;
        life.Cart("3m", "c", 30);

        Assert.Equal(["back not issued: 2 were, which is the most for a customer."], life.Told(LineKind.NotIssued));
        Assert.DoesNotContain("note", life.State.Runs[^1].Variables.Keys);
    }

    [Fact]
    public void What_is_not_issued_is_unknown_to_the_run_even_if_it_issued_one_before()
    {
        var life = With(Back with { Limit = 1 }, Make.Journey("cart").On("cart.updated").Repeat(2, next: 3).Offer("back").Set("note", "run.offer.code", next: 0).Wait("1h").Done());
        life.Cart("1m", "a", 30);

        Assert.Empty(life.State.Runs.Single().Variables);
        Assert.Single(life.State.Wallet!.Vouchers);
    }

    [Fact]
    public void Each_round_of_a_loop_issues_one_of_its_own()
    {
        var life = With(Back, Make.Journey("cart").On("cart.updated").Repeat(3, next: Journey.End).Offer("back", next: 0).Done());
        life.Cart("1m", "a", 30);

        Assert.Equal(3, life.State.Wallet!.Vouchers.Select(voucher => voucher.Code).Distinct().Count());
    }

    [Theory]
    [InlineData("1d", "1d1m")]
    [InlineData("event.promisedAt", "3h")]
    public void The_step_may_say_when_it_expires(string expires, string at)
    {
        var life = With(Back, Make.Journey("cart").On("cart.updated").Offer("back", expires).Done());
        life.On("1m", "cart.updated", ("cartId", "a"), ("value", 1), ("promisedAt", Make.At("3h")));

        Assert.Equal(Make.At(at), life.State.Wallet!.Vouchers.Single().ExpiresAt);
    }

    [Fact]
    public void One_that_would_have_expired_is_not_issued()
    {
        var life = With(Back, Make.Journey("cart").On("cart.updated").Offer("back", "event.promisedAt").Done());
        life.On("1h", "cart.updated", ("cartId", "a"), ("value", 1), ("promisedAt", Make.At("1m")));

        Assert.Equal(["back not issued: it would have expired at 2025-11-11T09:01:00Z."], life.Told(LineKind.NotIssued));
        Assert.Null(life.State.Wallet);
    }

    [Fact]
    public void Redemption_counts_once_and_in_time()
    {
        var life = Issuing(Back);
        life.Cart("1m", "a", 30);
        life.Cart("2m", "b", 30);
        var codes = life.State.Wallet!.Vouchers.Select(voucher => voucher.Code).ToList();
        life.On("3m", "offer.redeemed", ("code", codes[0].ToLowerInvariant()), ("amount", 4.5m));
        Assert.Equal([("cart", "back", "back redeemed, worth 4.5.")], life.Lines(LineKind.Redeemed).Select(line => (line.Origin!, line.Subject!, line.Text)));
        Assert.Equal(Make.At("3m"), life.State.Wallet!.Vouchers[0].RedeemedAt);

        life.On("4m", "offer.redeemed", ("code", codes[0]));
        Assert.Contains("was redeemed at 2025-11-11T09:03:00Z already", life.Told(LineKind.Fact).Single(), StringComparison.Ordinal);
        life.On("5m", "offer.redeemed", ("code", "ABC"));
        Assert.Contains("is not of an offer that was issued", life.Told(LineKind.Fact).Single(), StringComparison.Ordinal);
        life.On("14d2m", "offer.redeemed", ("code", codes[1]));
        Assert.Contains("expired at 2025-11-25T09:02:00Z", life.Told(LineKind.Fact).Single(), StringComparison.Ordinal);
        Assert.Equal(1, life.Count(LineKind.Redeemed));
    }

    [Fact]
    public void A_redemption_that_is_reported_late_counts_by_when_it_happened()
    {
        var life = Issuing(Back);
        life.Cart("1m", "a", 30);
        life.Late("20d", "2d", "offer.redeemed", ("code", life.State.Wallet!.Vouchers[0].Code));

        Assert.Equal(Make.At("2d"), life.State.Wallet!.Vouchers.Single().RedeemedAt);
    }

    [Fact]
    public void An_offer_of_points_books_them_when_it_is_redeemed()
    {
        var life = Issuing(new("gift", OfferKind.Points, 200, TimeSpan.FromDays(1), CodePattern.Plain), name: "gift");
        life.Cart("1m", "a", 30);
        Assert.Equal(0, life.State.Loyalty.Balance);
        life.On("2m", "offer.redeemed", ("code", life.State.Wallet!.Vouchers[0].Code));

        Assert.Equal([new(Make.At("2m"), LedgerEntry.Offer, 200, "gift", 0)], life.State.Loyalty.Ledger.AsEnumerable());
    }

    [Fact]
    public void Only_open_offers_are_among_the_customer_s()
    {
        var life = With(
            Back,
            Make.Journey("cart").On("cart.updated").Offer("back").Done(),
            Make.Journey("view").On("product.viewed").Set("note", "size(customer.offers)").Set("minimum", "customer.offers[0].code").Wait("1h").Done());
        life.Cart("1m", "a", 30);
        life.Cart("1d", "b", 30);
        var codes = life.State.Wallet!.Vouchers.Select(voucher => voucher.Code).ToList();
        life.On("1d1m", "product.viewed", ("productId", "p"));
        Assert.Equal((2m, codes[0]), (life.State.Runs.Single().Variables["note"].AsNumber(), life.State.Runs.Single().Variables["minimum"].AsText()));

        life.On("14d1h", "product.viewed", ("productId", "p"));
        Assert.Equal((1m, codes[1]), (life.State.Runs.Single().Variables["note"].AsNumber(), life.State.Runs.Single().Variables["minimum"].AsText()));
    }

    [Fact]
    public void Vouchers_have_a_limit_and_those_that_are_past_go_first()
    {
        var life = With(Back, Make.Journey("cart").On("cart.updated", "event.cartId").Offer("back", "event.value > 1 ? 1d : 40d").Done());
        life.Cart("0s", "first", 2);
        for (var cart = 1; cart < CustomerLimits.VouchersMax; cart++)
        {
            life.Cart("1m", $"c-{cart}", 1);
        }

        life.Cart("2m", "one too many", 1);
        Assert.Equal(["back not issued: 32 are open, which is the most."], life.Told(LineKind.Limit));
        life.Cart("25h", "after the first has expired", 1);
        Assert.Equal(1, life.Entries[^1].Lines.Count(line => line.Kind == LineKind.Issued));
        Assert.Equal(CustomerLimits.VouchersMax, life.State.Wallet!.Vouchers.Length);
    }

    [Fact]
    public void Vouchers_are_stored_with_the_customer()
    {
        var life = Issuing(Back with { Limit = 3 });
        life.Cart("1m", "a", 30);
        life.On("3m", "offer.redeemed", ("code", life.State.Wallet!.Vouchers[0].Code));
        var again = StateEncoding.Read(StateEncoding.Write(life.State));

        Assert.Equal(life.State.Wallet!.Vouchers.AsEnumerable(), again.Wallet!.Vouchers);
        Assert.Equal(1, again.Wallet.Issued["back"]);
    }

    [Theory]
    [InlineData("#####")]
    [InlineData("##########################")]
    [InlineData("back-########")]
    [InlineData("B CK########")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA######")]
    public void A_pattern_has_few_kinds_of_letters_and_enough_places(string text) => Assert.Null(CodePattern.Of(text));

    [Fact]
    public void Codes_use_all_letters_and_differ()
    {
        var pattern = CodePattern.Of("#########################")!;
        var codes = Enumerable.Range(0, 2000).Select(number => pattern.CodeFor($"{number}")).ToList();

        Assert.Equal(2000, codes.Distinct().Count());
        Assert.All(Enumerable.Range(0, 25), place => Assert.Equal(32, codes.Select(code => code[place]).Distinct().Count()));
    }

    private static Life Issuing(Offer offer, string name = "back") =>
        With(offer, Make.Journey("cart").On("cart.updated", "event.cartId").Offer(name).Set("note", "run.offer.code").Wait("30d").Done());

    private static Life With(Offer offer, params Journey[] journeys) => new(new("test", Make.Brand, [.. journeys], Make.Programme, offers: [offer]));
}
