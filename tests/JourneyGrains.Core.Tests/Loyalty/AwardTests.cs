using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Loyalty;

public sealed class AwardTests
{
    [Fact]
    public void Points_are_on_the_ledger_with_their_reason()
    {
        var life = Awarding("event.value * 2", "a full cart");
        life.Cart("1m", "a", 10.9m);

        Assert.Equal([new(Make.At("1m"), LedgerEntry.Award, 21, "a full cart", 0)], life.State.Loyalty.Ledger.AsEnumerable());
        Assert.Equal(21, life.State.Loyalty.Earned);
        Assert.Equal([("cart", "21 points for a full cart; balance 21.")], life.Lines(LineKind.Points).Select(line => (line.Origin!, line.Text)));
    }

    [Fact]
    public void Without_a_reason_they_are_for_the_journey()
    {
        var life = Awarding("100");
        life.Cart("1m", "a", 10);

        Assert.Equal("cart", life.State.Loyalty.Ledger.Single().Reference);
    }

    [Theory]
    [InlineData("event.nothing", LineKind.Points, "No points: event.nothing is absent.")]
    [InlineData("event.cartId", LineKind.Points, "No points: event.cartId is no Number but Text.")]
    [InlineData("-5", LineKind.Points, "No points for cart: -5 is less than one.")]
    [InlineData("0.99", LineKind.Points, "No points for cart: 0.99 is less than one.")]
    [InlineData("1000001", LineKind.Limit, "No points for cart: 1000001 are more than 1000000, the most at once.")]
    public void What_is_no_award_is_told(string points, LineKind kind, string told)
    {
        var life = Awarding(points);
        life.Cart("1m", "a", 10);

        Assert.Equal([told], life.Told(kind));
        Assert.Empty(life.State.Loyalty.Ledger);
    }

    [Fact]
    public void A_repeated_event_awards_nothing_again()
    {
        var life = Awarding("100");
        var input = Make.Event("e", "cart.updated", "1m", ("cartId", "a"), ("value", 3));
        life.Arrive("1m", input);
        life.Arrive("2m", input);

        Assert.Equal(100, life.State.Loyalty.Balance);
    }

    private static Life Awarding(string points, string? reason = null) =>
        new(Make.Definitions(Make.Journey("cart").On("cart.updated").Award(points, reason).Done()));
}
