using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Customers;

public sealed class FactTests
{
    private static readonly DefinitionSet Definitions =
        Make.Definitions(Make.Journey("news").On("product.viewed").Send("news", channel: "email").Done());

    private readonly Life life = Life.Reachable(Definitions);

    [Fact]
    public void Identification_keeps_what_is_absent_and_clears_what_is_empty()
    {
        life.On("1m", EventTypes.CustomerIdentified, ("lastName", "Lovelace"), ("language", "de-AT"), ("preferredChannel", "sms"));
        life.On("2m", EventTypes.CustomerIdentified, ("firstName", " "), ("timeZone", "Europe/Vienna"));

        var profile = life.State.Profile;
        Assert.Null(profile.FirstName);
        Assert.Equal(
            ("Lovelace", "de-AT", "Europe/Vienna", "sms"), (profile.LastName, profile.Language, profile.TimeZone, profile.PreferredChannel));
        Assert.Equal("ada@example.org", profile.Addresses["email"]);
        Assert.Equal(Make.At("0s"), life.State.KnownSince);
    }

    [Fact]
    public void An_unknown_time_zone_or_channel_is_told_and_not_taken()
    {
        life.On("1m", EventTypes.CustomerIdentified, ("timeZone", "Europe/Vienna"), ("preferredChannel", "push"));
        life.On("2m", EventTypes.CustomerIdentified, ("timeZone", "Middle/Earth"), ("preferredChannel", "owl"));

        Assert.Equal(("Europe/Vienna", "push"), (life.State.Profile.TimeZone, life.State.Profile.PreferredChannel));
        Assert.Equal(3, life.Told(LineKind.Fact).Count());
    }

    [Fact]
    public void Consent_is_kept_by_channel_and_purpose_with_its_evidence()
    {
        life.On(
            "1m", EventTypes.ConsentChanged, ("channel", "push"), ("purpose", "marketing"), ("granted", true), ("evidence", "checkout box"));
        life.Take(new ConsentCommand("k-1", "push", "service", false, "by phone"), "2m");

        Assert.Equal(
            [
                new("email", "marketing", true, Make.At("0s"), null, "e-2"),
                new("push", "marketing", true, Make.At("1m"), "checkout box", "e-3"),
                new("push", "service", false, Make.At("2m"), "by phone", "k-1"),
            ],
            life.State.Consents.AsEnumerable());
    }

    [Fact]
    public void Consent_for_a_channel_or_purpose_the_brand_does_not_have_is_told_and_not_kept()
    {
        life.Consent("1m", "owl", true);
        life.Consent("2m", "email", true, "espionage");

        Assert.Single(life.State.Consents);
        Assert.Contains("not kept", life.Told(LineKind.Fact).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_permanent_bounce_suppresses_the_channel_the_message_went_by()
    {
        Send("1m");
        life.On("2m", EventTypes.MessageBounced, ("messageId", life.Newest.Id), ("permanent", true));

        var mark = AddressRules.Mark("email", "ada@example.org");
        Assert.Equal([new("email", Suppression.Bounce, Make.At("2m")) { Address = mark }], life.State.Suppressions.AsEnumerable());
        Assert.Equal("news", life.Lines(LineKind.Report).Single().Origin);
        life.On("3m", EventTypes.ProductViewed, ("productId", "p"));
        Assert.Contains("suppressed after a bounce", life.Told(LineKind.Withheld).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bounce_that_may_pass_or_of_an_unknown_channel_suppresses_nothing()
    {
        Send("1m");
        life.On("2m", EventTypes.MessageBounced, ("messageId", life.Newest.Id), ("permanent", false));
        life.On("3m", EventTypes.MessageBounced, ("messageId", "nobody knows"), ("permanent", true));
        life.On("4m", EventTypes.MessageBounced, ("messageId", life.Newest.Id), ("permanent", true), ("channel", "owl"));

        Assert.Empty(life.State.Suppressions);
    }

    [Fact]
    public void A_new_address_lifts_a_bounce_of_its_channel_and_no_other_and_the_old_one_brings_it_back()
    {
        life.On("0s", EventTypes.CustomerIdentified, ("push", "token"));
        life.On("1m", EventTypes.MessageBounced, ("messageId", "m"), ("permanent", true), ("channel", "email"));
        life.On("2m", EventTypes.MessageBounced, ("messageId", "m"), ("permanent", true), ("channel", "push"));
        Assert.Equal((false, false), (Usable("email"), Usable("push")));

        life.On("3m", EventTypes.CustomerIdentified, ("email", "ada@new.example.org"));
        Assert.Equal((true, false), (Usable("email"), Usable("push")));

        life.On("4m", EventTypes.CustomerIdentified, ("email", "ada@example.org"));
        Assert.Equal((false, false), (Usable("email"), Usable("push")));
    }

    [Fact]
    public void A_bounce_of_an_address_that_has_changed_meanwhile_leaves_the_new_one_alone()
    {
        life.On("1m", EventTypes.ProductViewed, ("productId", "p"));
        life.HandOver("1m", life.Newest);
        life.On("2m", EventTypes.CustomerIdentified, ("email", "ada@new.example.org"));
        life.On("3m", EventTypes.MessageBounced, ("messageId", life.Newest.Id), ("permanent", true));

        Assert.Equal(["The address for email that bounced is no longer the customer's: it is suppressed, the present one is not."], life.Told(LineKind.Fact));
        Assert.True(Usable("email"));
        life.On("4m", EventTypes.CustomerIdentified, ("email", "ada@example.org"));
        Assert.False(Usable("email"));
    }

    [Fact]
    public void A_bounce_that_comes_before_the_attempt_is_settled_knows_its_address()
    {
        life.On("1m", EventTypes.ProductViewed, ("productId", "p"));
        life.Clear("1m", life.Newest);
        life.On("2m", EventTypes.CustomerIdentified, ("email", "ada@new.example.org"));
        life.On("3m", EventTypes.MessageBounced, ("messageId", life.Newest.Id), ("channel", "email"), ("permanent", true));

        Assert.True(Usable("email"));
    }

    [Fact]
    public void An_address_that_bounced_is_suppressed_for_every_channel_that_uses_it()
    {
        life.Definitions = new("test", Make.Brand with { Channels = [new("email", "email"), new("letters", "email")] }, []);
        life.On("1m", EventTypes.MessageBounced, ("messageId", "m"), ("permanent", true), ("channel", "letters"));

        Assert.Equal((false, false), (Usable("email"), Usable("letters")));
    }

    [Fact]
    public void Suppressions_are_bounded_and_a_complaint_is_never_forgotten()
    {
        life.On("0s", EventTypes.MessageComplained, ("messageId", "m"), ("channel", "sms"));
        for (var number = 0; number < 60; number++)
        {
            life.On($"{number + 1}m", EventTypes.CustomerIdentified, ("email", $"ada{number}@example.org"));
            life.On($"{number + 1}m", EventTypes.MessageBounced, ("messageId", "m"), ("permanent", true), ("channel", "email"));
        }

        Assert.Equal(CustomerLimits.SuppressionsMax, life.State.Suppressions.Length);
        Assert.Equal(Suppression.Complaint, life.State.Suppressions[0].Reason);
        Assert.False(Usable("email"));
        Assert.Equal(60 + 1 - CustomerLimits.SuppressionsMax, life.Count(LineKind.Limit));
    }

    [Fact]
    public void A_bounce_kept_before_addresses_were_told_apart_holds_for_the_channel_until_a_new_address()
    {
        life.State = life.State with { Suppressions = [new("email", Suppression.Bounce, Make.At("0s"))] };
        Assert.False(Usable("email"));

        life.On("1m", EventTypes.CustomerIdentified, ("email", "ada@new.example.org"));
        Assert.True(Usable("email"));
    }

    [Fact]
    public void A_complaint_suppresses_the_channel_whatever_the_address()
    {
        life.On("1m", EventTypes.MessageComplained, ("messageId", "m"), ("channel", "email"));
        life.On("2m", EventTypes.CustomerIdentified, ("email", "ada@new.example.org"));

        Assert.Equal(Suppression.Complaint, Assert.Single(life.State.Suppressions).Reason);
    }

    [Theory]
    [InlineData(EventTypes.MessageDelivered)]
    [InlineData(EventTypes.MessageOpened)]
    [InlineData(EventTypes.MessageClicked)]
    [InlineData(EventTypes.MessageReplied)]
    public void A_report_is_told_under_the_journey_of_its_message(string type)
    {
        Send("1m");
        life.On("2m", type, ("messageId", life.Newest.Id));

        var line = Assert.Single(life.Lines(LineKind.Report));
        Assert.Equal(("news", life.Newest.Id), (line.Origin, line.Subject));
    }

    [Fact]
    public void Recent_behaviour_keeps_the_subjects_of_an_event_and_nothing_personal()
    {
        life.On("1m", EventTypes.ProductViewed, ("productId", "p-1"), ("category", "tea"), ("name", "Green tea"), ("ip", "10.0.0.1"));

        Assert.Equal(Make.Properties(("productId", "p-1"), ("category", "tea")), life.State.Recent.Events[^1].Properties);
        Assert.Equal(Value.EmptyMap, life.State.Recent.Events[0].Properties);
    }

    private bool Usable(string channel) => ChannelRules.Obstacle(life.State, channel, "service", life.Definitions.Brand) is null;

    private void Send(string at)
    {
        life.On(at, EventTypes.ProductViewed, ("productId", "p"));
        life.HandOver(at, life.Newest);
    }
}
