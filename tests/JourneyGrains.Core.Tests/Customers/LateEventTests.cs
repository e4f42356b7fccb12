using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Customers;

public sealed class LateEventTests
{
    private readonly Life life = new(Make.Definitions(
        Make.Journey("cart").On("cart.updated", "event.cartId").ExitOn("order.placed", "event.cartId == run.key")
            .Wait("45m").Send("cart").Done()));

    [Fact]
    public void A_late_event_is_told_to_be_late()
    {
        life.Late("2h", "30m", EventTypes.ProductViewed, ("productId", "p"));

        Assert.Contains(life.Told(LineKind.Fact), line => line.StartsWith("Arrived 1h30m after it happened", StringComparison.Ordinal));
    }

    [Fact]
    public void An_older_identification_fills_gaps_and_changes_nothing_else()
    {
        life.On("1h", EventTypes.CustomerIdentified, ("firstName", "New"), ("email", "new@example.org"));
        life.Late("2h", "5m", EventTypes.CustomerIdentified,
            ("firstName", "Old"), ("email", "old@example.org"), ("phone", "+49 1"), ("lastName", "Byron"));

        Assert.Equal(("New", "Byron"), (life.State.Profile.FirstName, life.State.Profile.LastName));
        Assert.Equal(("new@example.org", "+49 1"), (life.State.Profile.Addresses["email"], life.State.Profile.Addresses["phone"]));
        Assert.Equal(Make.At("1h"), life.State.Profile.IdentifiedAt);
    }

    [Fact]
    public void An_older_identification_does_not_overwrite_attributes()
    {
        life.On("1h", EventTypes.CustomerIdentified, ("attributes", Make.Properties(("size", "L"))));
        life.Late("2h", "5m", EventTypes.CustomerIdentified, ("attributes", Make.Properties(("size", "S"), ("pet", "cat"))));

        Assert.Equal("L", life.State.Profile.Attributes["size"].AsText());
        Assert.Equal("cat", life.State.Profile.Attributes["pet"].AsText());
    }

    [Fact]
    public void The_newest_consent_wins_in_whatever_order_they_arrive()
    {
        life.Consent("1h", "email", false);
        life.Late("2h", "10m", EventTypes.ConsentChanged, ("channel", "email"), ("purpose", "marketing"), ("granted", true));

        Assert.False(life.State.Consents.Single().Granted);
    }

    [Fact]
    public void A_grant_from_a_clock_that_runs_ahead_does_not_outlast_a_withdrawal_after_it()
    {
        life.Late("1m", "20h", EventTypes.ConsentChanged, ("channel", "email"), ("purpose", "marketing"), ("granted", true));
        life.Consent("2m", "email", false);

        Assert.False(life.State.Consents.Single().Granted);
    }

    [Fact]
    public void An_identification_from_a_clock_that_runs_ahead_does_not_hold_off_those_after_it()
    {
        life.Late("1m", "20h", EventTypes.CustomerIdentified, ("email", "one@example.org"));
        life.On("1h", EventTypes.CustomerIdentified, ("email", "two@example.org"));

        Assert.Equal("two@example.org", life.State.Profile.Addresses["email"]);
    }

    [Fact]
    public void A_withdrawal_by_command_counts_though_the_commander_s_clock_is_behind()
    {
        life.Consent("10m", "email", true);

        life.Take(new ConsentCommand("k", "email", "marketing", false, null), "9m");

        Assert.False(life.State.Consents.Single().Granted);
    }

    [Fact]
    public void A_cart_update_that_comes_after_the_cart_s_purchase_does_not_enter()
    {
        life.Order("30m", "o-1", 50, cart: "a");
        life.Late("40m", "10m", EventTypes.CartUpdated, ("cartId", "a"), ("value", 50));
        life.Until("5h");

        Assert.Empty(life.Decided);
        Assert.Contains(
            "arrived before, has ended it already", Assert.Single(life.Lines(LineKind.NotEntered)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cart_update_after_another_cart_s_purchase_or_an_earlier_purchase_enters()
    {
        life.Order("30m", "o-1", 50, cart: "a");
        life.Late("40m", "10m", EventTypes.CartUpdated, ("cartId", "b"), ("value", 50));
        life.Cart("50m", "a", 20);

        Assert.Equal(["b", "a"], life.State.Runs.Select(run => run.Key));
    }

    [Fact]
    public void First_and_last_order_follow_the_producer_s_clock()
    {
        life.Order("3h", "o-2", 10);
        life.Late("4h", "1h", EventTypes.OrderPlaced, ("orderId", "o-1"), ("total", 10));

        Assert.Equal(Make.At("1h"), life.State.Purchases.FirstOrderAt);
        Assert.Equal(Make.At("3h"), life.State.Purchases.LastOrderAt);
    }
}
