using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Customers;

public sealed class PurchaseTests
{
    private readonly Life life = new(Make.Definitions());

    [Fact]
    public void Orders_and_refunds_are_summed_in_decimals()
    {
        life.Order("1m", "o-1", 0.1m);
        life.Order("2m", "o-2", 0.2m);
        life.Order("3m", "o-3", 100);
        life.Refund("4m", "o-3", 40);

        Assert.Equal((3, 1, 60.3m), (life.State.Purchases.Orders, life.State.Purchases.Refunds, life.State.Purchases.Spend));
    }

    [Fact]
    public void An_order_id_counts_once_whatever_the_event_s_id()
    {
        life.Order("1m", "o-1", 50);
        life.Order("2m", "o-1", 50);

        Assert.Equal((1, 50m), (life.State.Purchases.Orders, life.State.Purchases.Spend));
    }

    [Fact]
    public void A_negative_order_or_refund_counts_as_nothing_and_is_told()
    {
        life.Order("1m", "o-1", -50);
        Assert.Equal(["Order o-1 over -50 counted as one over 0, for none is over less: the customer's number 1."], life.Told(LineKind.Fact));

        life.Order("2m", "o-2", 30);
        life.Refund("3m", "o-2", -10);
        Assert.Equal(["Refund of -10 for order o-2 counted as one of 0: an amount is not negative."], life.Told(LineKind.Fact));
        Assert.Equal((2, 1, 30m), (life.State.Purchases.Orders, life.State.Purchases.Refunds, life.State.Purchases.Spend));
    }

    [Fact]
    public void A_refund_takes_no_more_than_is_left_of_the_order()
    {
        life.Order("1m", "o-1", 50);
        life.Refund("2m", "o-1", 30);
        life.Refund("3m", "o-1", 30);

        Assert.Equal(0, life.State.Purchases.Spend);
        Assert.Contains("all that was left", life.Told(LineKind.Fact).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refund_without_an_amount_takes_all_that_is_left()
    {
        life.Order("1m", "o-1", 50);
        life.Refund("2m", "o-1", 20);
        life.Refund("3m", "o-1");

        Assert.Equal(0, life.State.Purchases.Spend);
    }

    public static TheoryData<string, decimal?[], decimal> RefundsBeforeTheirOrder => new()
    {
        { "a part", [30], 70 },
        { "parts", [30, 20], 50 },
        { "more than all", [130], 0 },
        { "all, without an amount", [null], 0 },
        { "a part and then all", [30, null], 0 },
        { "all and then a part", [null, 30], 0 },
    };

    [Theory]
    [MemberData(nameof(RefundsBeforeTheirOrder))]
    public void A_refund_that_comes_before_its_order_gives_the_same_sums(string what, decimal?[] amounts, decimal left)
    {
        foreach (var amount in amounts)
        {
            life.Refund("1m", "o-1", amount);
            life.State = StateEncoding.Read(StateEncoding.Write(life.State));
        }

        life.Order("2m", "o-1", 100);

        Assert.True(life.State.Purchases is { Orders: 1 } purchases && purchases.Spend == left, $"{what}: {life.State.Purchases}");
    }

    [Fact]
    public void Only_the_newest_orders_are_kept_one_by_one_and_all_are_summed()
    {
        for (var number = 1; number <= CustomerLimits.OrdersMax + 3; number++)
        {
            life.Order("1m", $"o-{number}", 10);
        }

        Assert.Equal(CustomerLimits.OrdersMax, life.State.Purchases.Known.Length);
        Assert.Equal("o-4", life.State.Purchases.Known[0].Id);
        Assert.Equal((35, 350m), (life.State.Purchases.Orders, life.State.Purchases.Spend));
    }
}
