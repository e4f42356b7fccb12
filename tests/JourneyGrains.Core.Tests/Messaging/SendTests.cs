using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Messaging;

public sealed class SendTests
{
    [Fact]
    public void The_preferred_channel_goes_first()
    {
        var life = Everywhere("preferred");
        life.On("1m", EventTypes.CustomerIdentified, ("preferredChannel", "sms"));

        Assert.Equal("sms", Send(life).Channel);
    }

    [Fact]
    public void Without_a_preference_the_brand_s_order_holds()
    {
        Assert.Equal("email", Send(Everywhere("preferred")).Channel);
    }

    [Fact]
    public void Where_the_preferred_channel_does_not_reach_the_customer_the_brand_s_order_is_gone_through()
    {
        var life = Everywhere("preferred");
        life.On("1m", EventTypes.CustomerIdentified, ("preferredChannel", "sms"));
        life.Consent("2m", "sms", false);
        life.On("3m", EventTypes.MessageComplained, ("messageId", "m"), ("channel", "email"));

        Assert.Equal("push", Send(life).Channel);
    }

    [Fact]
    public void A_named_channel_has_no_fallback()
    {
        var life = Everywhere("email");
        life.On("3m", EventTypes.MessageComplained, ("messageId", "m"), ("channel", "email"));
        life.Cart("1h", "a", 30);

        Assert.Empty(life.Decided);
        Assert.Equal(["x not sent: email is suppressed after a complaint."], life.Told(LineKind.Withheld));
    }

    [Fact]
    public void A_message_that_no_channel_may_carry_is_withheld_with_every_reason()
    {
        var life = new Life(Journey("preferred"));
        life.On("0s", EventTypes.CustomerIdentified, ("email", "ada@example.org"), ("push", "token"));
        life.Consent("0s", "push", false);
        life.Cart("1h", "a", 30);

        Assert.Equal(
            ["x not sent: consent for email/marketing was not given; consent for push/marketing was withdrawn; no address for sms."],
            life.Told(LineKind.Withheld));
    }

    [Fact]
    public void A_channel_the_brand_does_not_have_is_told()
    {
        var life = Everywhere("owl");
        life.Cart("1h", "a", 30);

        Assert.Equal(["x not sent: the brand has no channel 'owl'."], life.Told(LineKind.Withheld));
    }

    [Theory]
    [InlineData("service", true)]
    [InlineData("marketing", false)]
    [InlineData("unheard-of", false)]
    public void Without_consent_goes_only_what_the_customer_must_be_told(string purpose, bool sent)
    {
        var life = new Life(Journey("email", purpose));
        life.On("0s", EventTypes.CustomerIdentified, ("email", "ada@example.org"));
        life.Cart("1h", "a", 30);

        Assert.Equal(sent, life.Decided.Count == 1);
    }

    [Fact]
    public void A_suppression_holds_for_every_purpose()
    {
        var life = Life.Reachable(Journey("email", "service"));
        life.On("1m", EventTypes.MessageBounced, ("messageId", "m"), ("channel", "email"), ("permanent", true));
        life.Cart("1h", "a", 30);

        Assert.Empty(life.Decided);
    }

    [Fact]
    public void The_run_goes_on_after_a_message_that_was_withheld()
    {
        var life = new Life(Make.Definitions(Make.Journey("cart").On("cart.updated").Send("x").Wait("1h").Done()));
        life.Cart("1h", "a", 30);

        Assert.Single(life.State.Runs);
    }

    [Theory]
    [InlineData("12h", "13h")]
    [InlineData("event.endsAt", "5h")]
    [InlineData("event.nothing", "25h")]
    [InlineData(null, "25h")]
    [InlineData("9000000d", "87600h + 1h")]
    public void A_message_expires_after_its_time_or_at_its_moment_or_by_the_brand_s_default(string? expires, string at)
    {
        var life = Life.Reachable(Journey("email", expires: expires));
        life.On("1h", EventTypes.CartUpdated, ("cartId", "a"), ("value", 30), ("endsAt", Make.At("5h")));

        Assert.Equal(at.Split(" + ").Aggregate(Make.Start, (moment, part) => moment + Make.Span(part)), life.Newest.ExpiresAt);
    }

    [Theory]
    [InlineData("event.endsAt")]
    [InlineData("duration(\"-1h\")")]
    [InlineData("duration(\"-100000d\") * 30")]
    [InlineData("0s")]
    public void A_message_that_would_have_expired_is_not_decided(string expires)
    {
        var life = Life.Reachable(Journey("email", expires: expires));
        life.On("1h", EventTypes.CartUpdated, ("cartId", "a"), ("value", 30), ("endsAt", Make.At("1h")));

        Assert.Empty(life.Decided);
        Assert.Contains("it expired at 2025-11-11T", life.Told(LineKind.Withheld).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_id_is_the_same_for_the_same_decision_and_another_for_every_other()
    {
        var definitions = Make.Definitions(
            Make.Journey("cart").On("cart.updated", "event.cartId").Send("x").Send("x").Done(),
            Make.Journey("cart2").On("cart.updated", "event.cartId").Send("x").Done());

        string[] once = Ids(definitions);
        Assert.Equal(6, once.Distinct().Count());
        Assert.Equal(once, Ids(definitions));
    }

    [Fact]
    public void A_message_keeps_what_its_template_reads_as_it_was_when_decided()
    {
        var template = new TemplateInfo(
            "x", ["en"], ["customer.firstName", "customer.attributes.pet.name", "event.value", "run.key", "run.note", "event.absent"]);
        var journey = Make.Journey("cart").On("cart.updated", "event.cartId").Set("note", "event.value + 1").Send("x").Done();
        var life = Life.Reachable(new("test", Make.Brand, [journey], templates: [template]));
        life.On("1m", EventTypes.CustomerIdentified,
            ("language", "de"), ("attributes", Make.Properties(("pet", Make.Properties(("name", "Rex"))))));
        life.Cart("2m", "a", 30);
        life.On("3m", EventTypes.CustomerIdentified, ("firstName", "Eve"));

        var data = life.State.Outbox.Single().Data.ToDictionary(field => field.Key, field => field.Value.ToString());
        Assert.Equal("de", life.Newest.Language);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["customer.firstName"] = "Ada",
                ["customer.attributes.pet.name"] = "Rex",
                ["event.value"] = "30",
                ["run.key"] = "a",
                ["run.note"] = "31",
            },
            data);
    }

    [Fact]
    public void Points_of_the_order_at_hand_are_in_its_message()
    {
        var template = new TemplateInfo("thanks", ["en"], ["customer.points", "customer.tier"]);
        var journey = Make.Journey("thanks").On("order.placed", "event.orderId").Send("thanks").Done();
        var life = Life.Reachable(new("test", Make.Brand, [journey], Make.Programme, templates: [template]));
        life.Order("1m", "o-1", 300);

        Assert.Equal((600, "weave"), (life.Newest.Data["customer.points"].AsNumber(), life.Newest.Data["customer.tier"].AsText()));
    }

    private static string[] Ids(DefinitionSet definitions)
    {
        var life = Life.Reachable(definitions);
        life.Cart("1m", "a", 30);
        life.Cart("1m", "b", 30);
        return [.. life.Decided.Select(message => message.Id)];
    }

    private static DefinitionSet Journey(string channel, string purpose = "marketing", string? expires = "12h") => Make.Definitions(
        Make.Journey("cart").On("cart.updated").Keeps("endsAt").Send("x", channel, purpose, expires).Done());

    private static Life Everywhere(string channel)
    {
        var life = Life.Reachable(Journey(channel));
        life.On("0s", EventTypes.CustomerIdentified, ("push", "token"), ("phone", "+49 1"));
        life.Consent("0s", "push", true);
        life.Consent("0s", "sms", true);
        return life;
    }

    private static Message Send(Life life)
    {
        life.Cart("1h", "a", 30);
        return Assert.Single(life.Decided);
    }
}
