using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Tests.Making;
using static JourneyGrains.Core.Tests.Governance.Sending;

namespace JourneyGrains.Core.Tests.Governance;

public sealed class EngagementTests
{
    private static readonly SendingRules Rules = new() { Engagement = [new(MessageFilter.All with { Channels = ["email"] }, TimeSpan.FromDays(90))] };

    private readonly Life life = Life(Rules, Make.Journey("sale").On("sale.expiring", "event.saleId").Send("sale", channel: "email").Done());

    [Theory]
    [InlineData("89d23h", true)]
    [InlineData("90d", false)]
    public void Who_became_known_a_while_ago_and_gave_no_sign_since_is_left_alone(string at, bool sent)
    {
        Sale(at);

        Assert.Equal(sent, life.Decided.Count == 1);
        Assert.Equal(
            sent ? [] : ["sale not sent: no sign of interest by email or in the shop within 90d, the last at 2025-11-11T09:00:00Z."],
            life.Told(LineKind.Withheld));
    }

    [Theory]
    [InlineData(EventTypes.ProductViewed, null, true)]
    [InlineData(EventTypes.OrderPlaced, null, true)]
    [InlineData(EventTypes.MessageOpened, "email", true)]
    [InlineData(EventTypes.MessageClicked, "email", true)]
    [InlineData(EventTypes.MessageReplied, "push", false)]
    [InlineData(EventTypes.MessageDelivered, "email", false)]
    [InlineData(EventTypes.PriceChanged, null, false)]
    public void A_sign_is_what_the_customer_did_in_the_shop_or_with_a_message_of_the_channel(string type, string? channel, bool sent)
    {
        life.On("80d", type, ("messageId", "m"), ("channel", channel), ("orderId", "o"), ("total", 1), ("productId", "p"), ("price", 1));
        Sale("100d");

        Assert.Equal(sent, life.Decided.Count == 1);
    }

    [Fact]
    public void The_channel_of_a_report_is_that_of_its_message()
    {
        Sale("1d");
        life.HandOver("1d", life.Newest);
        life.On("2d", EventTypes.MessageOpened, ("messageId", life.Newest.Id));
        life.On("3d", EventTypes.MessageOpened, ("messageId", "unknown"));

        Assert.Equal([new("", Make.At("0s")), new Engaged("email", Make.At("2d"))], life.State.Engaged!.Value.AsEnumerable());
    }

    [Fact]
    public void A_sign_given_before_the_rule_is_known_from_recent_events()
    {
        var before = Life(SendingRules.None);
        before.On("80d", EventTypes.MessageOpened, ("messageId", "m"), ("channel", "email"));
        before.Definitions = life.Definitions;
        before.On("100d", EventTypes.SaleExpiring, ("saleId", "s"), ("endsAt", Make.At("200d")));

        Assert.Single(before.Decided);
        Assert.DoesNotContain("engaged", System.Text.Encoding.UTF8.GetString(CoreJson.Write(Life(SendingRules.None).State)), StringComparison.Ordinal);
    }

    [Fact]
    public void It_holds_at_hand_over_as_well_and_what_is_transactional_passes()
    {
        var service = Make.Journey("service").On("sale.expiring", "event.saleId").Send("notice", purpose: "service").Done();
        life.Definitions = new("test", life.Definitions.Brand, life.Definitions.Journeys.Add(service));
        Sale("89d23h");
        Assert.Equal(2, life.Decided.Count);
        Assert.NotNull(life.Clear("90d", life.Decided.Single(message => message.Template == "notice")).Cleared);
        Assert.Null(life.Clear("90d", life.Decided.Single(message => message.Template == "sale")).Cleared);
    }

    private void Sale(string at) => life.On(at, EventTypes.SaleExpiring, ("saleId", at), ("endsAt", Make.At("200d")));
}
