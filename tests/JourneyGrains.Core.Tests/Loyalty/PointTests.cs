using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Loyalty;

public sealed class PointTests
{
    private readonly Life life = new(Make.Definitions());

    private LoyaltyAccount Account => life.State.Loyalty;

    [Fact]
    public void An_order_earns_by_the_rate_and_drops_fractions_of_a_point()
    {
        life.Order("1m", "o-1", 10.99m);

        Assert.Equal((21, 21, "thread"), (Account.Balance, Account.Earned, Account.Tier));
        Assert.Equal([new(Make.At("1m"), LedgerEntry.Order, 21, "o-1", 10.99m)], Account.Ledger.AsEnumerable());
    }

    [Fact]
    public void An_order_earns_by_the_tier_the_customer_was_in_before_it()
    {
        life.Order("1m", "o-1", 250);
        Assert.Equal((500, "weave"), (Account.Balance, Account.Tier));

        life.Order("2m", "o-2", 500);
        Assert.Equal((500 + 1500, "tapestry"), (Account.Balance, Account.Tier));

        life.Order("3m", "o-3", 1);
        Assert.Equal(500 + 1500 + 6, Account.Balance);
    }

    [Fact]
    public void A_refund_in_part_takes_back_the_same_share()
    {
        life.Order("1m", "o-1", 100);
        life.Refund("2m", "o-1", 25);
        life.Refund("3m", "o-1", 25);

        Assert.Equal((100, 200), (Account.Balance, Account.Earned));
        Assert.Equal([25m, 25m], Account.Ledger.Where(entry => entry.Kind == LedgerEntry.Refund).Select(entry => entry.Amount));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100)]
    [InlineData(1000)]
    public void A_refund_of_all_or_more_takes_back_all_and_the_tier_with_it(int? amount)
    {
        life.Order("1m", "o-1", 60);
        life.Order("2m", "o-2", 300);
        life.Refund("3m", "o-2", amount is null ? null : amount * 3);

        Assert.Equal((120, "thread"), (Account.Balance, Account.Tier));
    }

    [Fact]
    public void Refunds_in_many_parts_leave_nothing_of_the_points_of_the_order()
    {
        life.Order("1m", "o-1", 9.99m);
        for (var part = 0; part < 7; part++)
        {
            life.Refund("2m", "o-1", 1.43m);
            Assert.True(Account.Balance >= 0);
        }

        Assert.Equal(0, Account.Balance);
    }

    [Fact]
    public void A_refund_before_its_order_leaves_the_points_of_what_remains()
    {
        life.Refund("1m", "o-1", 40);
        Assert.Equal(0, Account.Balance);

        life.Order("2m", "o-1", 100);
        Assert.Equal(120, Account.Balance);

        life.Refund("3m", "o-1", 30);
        Assert.Equal(60, Account.Balance);
    }

    [Fact]
    public void A_refund_of_all_before_its_order_leaves_no_points()
    {
        life.Refund("1m", "o-1");
        life.Order("2m", "o-1", 100);

        Assert.Equal((0, 0m), (Account.Balance, life.State.Purchases.Spend));
        Assert.Empty(Account.Ledger);
    }

    [Fact]
    public void An_order_reported_twice_earns_once()
    {
        life.Order("1m", "o-1", 100);
        life.Order("2m", "o-1", 100);

        Assert.Equal(200, Account.Balance);
    }

    [Fact]
    public void An_order_reported_again_earns_nothing_though_its_entry_is_no_longer_kept()
    {
        life.Order("1m", "o-1", 100);
        for (var part = 0; part < LoyaltyAccount.EntriesMax; part++)
        {
            life.Refund("2m", "o-1", 1);
        }

        var balance = Account.Balance;
        life.Order("3m", "o-1", 100);

        Assert.Equal(100, balance);
        Assert.Equal((balance, 200), (Account.Balance, Account.Earned));
    }

    [Fact]
    public void A_refund_of_an_order_that_never_was_takes_nothing()
    {
        life.Order("1m", "o-1", 10);
        life.Refund("2m", "o-9", 500);

        Assert.Equal(20, Account.Balance);
        Assert.Contains("none are reversed", life.Told(LineKind.Points).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_balance_is_the_sum_of_the_ledger_beyond_the_entries_that_are_kept()
    {
        var expected = 0L;
        for (var number = 0; number < LoyaltyAccount.EntriesMax + 20; number++)
        {
            life.Order("1m", $"o-{number}", 1);
            expected += life.State.Loyalty.Ledger[^1].Points;
        }

        Assert.Equal(LoyaltyAccount.EntriesMax, Account.Ledger.Length);
        Assert.Equal(40, Account.CarriedForward);
        Assert.Equal((expected, expected), (Account.Balance, Account.Earned));
    }

    [Fact]
    public void Without_a_programme_nothing_is_earned()
    {
        var plain = new Life(new("test", Make.Brand, []));
        plain.Order("1m", "o-1", 100);

        Assert.Empty(plain.State.Loyalty.Ledger);
        Assert.Equal(0, plain.Count(LineKind.Points));
    }

    [Fact]
    public void A_programme_that_comes_later_does_not_pay_for_an_order_reported_again()
    {
        var plain = new Life(new("test", Make.Brand, []));
        plain.Order("1m", "o-1", 100);
        plain.Definitions = Make.Definitions();
        plain.Order("2m", "o-1", 100);

        Assert.Equal(0, plain.State.Loyalty.Balance);
    }
}
