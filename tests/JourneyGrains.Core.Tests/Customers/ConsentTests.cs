using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Customers;

/// <summary>Marketing by e-mail counts once it is confirmed; by push it needs evidence like everything here.</summary>
public sealed class ConsentTests
{
    private readonly Life life = new(new("test", Make.Brand with
    {
        Purposes = [new("marketing", true) { DoubleOptIn = ["email"] }, new("surveys", true) { NeedsEvidence = true }, new("service", false)],
    }, [Make.Journey("welcome").On("consent.confirmed").Send("welcome", channel: "email").Done()]));

    public ConsentTests() => life.On("0s", EventTypes.CustomerIdentified, ("email", "ada@example.org"), ("push", "token"));

    [Fact]
    public void A_consent_that_is_to_be_confirmed_counts_from_its_confirmation_on()
    {
        life.Consent("1m", "email", true);
        Assert.Equal("consent for email/marketing is not confirmed", Obstacle("email"));
        Assert.Equal(["Consent for email/marketing given, to be confirmed."], life.Told(LineKind.Fact));

        Confirm("2m", ("evidence", "link clicked"));
        Assert.Null(Obstacle("email"));
        Assert.Equal(
            new Consent("email", "marketing", true, Make.At("1m"), null, "e-2") { ConfirmedAt = Make.At("2m"), ConfirmedBy = "e-3", ConfirmationEvidence = "link clicked" },
            life.State.Consents.Single());
        Assert.Equal("welcome", Assert.Single(life.Decided).Template);
    }

    [Fact]
    public void A_service_is_told_that_a_consent_is_still_to_be_confirmed()
    {
        Assert.Equal(
            "Given, to be confirmed: it counts from the event consent.confirmed on.",
            life.Take(new ConsentCommand("k-1", "email", "marketing", true, "desk"), "1m").Note);
        Assert.Null(life.Take(new ConsentCommand("k-2", "push", "marketing", true, "desk"), "2m").Note);
    }

    [Fact]
    public void A_service_is_told_that_nobody_was_known_by_the_id()
    {
        var turn = Customer.Take(CustomerState.New("typo"), new ConsentCommand("k-1", "push", "marketing", false, null), Make.At("1m"), life.Definitions);
        Assert.Equal("Withdrawn. Nobody was known by this id until now.", turn.Note);
    }

    [Fact]
    public void A_service_that_gives_no_evidence_where_the_purpose_needs_it_is_refused_and_nothing_changes()
    {
        var before = life.State;
        var turn = life.Take(new ConsentCommand("k-1", "push", "surveys", true, null), "1m");
        Assert.Equal(RefusalCodes.Missing, turn.Refusal?.Code);
        Assert.Same(before, turn.State);
        Assert.Null(life.Take(new ConsentCommand("k-2", "push", "surveys", false, null), "2m").Refusal);
    }

    [Fact]
    public void On_another_channel_and_for_another_purpose_nothing_is_to_be_confirmed()
    {
        life.Consent("1m", "push", true);
        Assert.Null(Obstacle("push"));
    }

    [Fact]
    public void Given_again_what_was_confirmed_stays_so_and_withdrawn_it_is_to_be_confirmed_anew()
    {
        life.Consent("1m", "email", true);
        Confirm("2m");
        life.Consent("3m", "email", true);
        Assert.Equal((null, Make.At("2m")), (Obstacle("email"), life.State.Consents.Single().ConfirmedAt));

        life.Consent("4m", "email", false);
        life.Consent("5m", "email", true);
        Assert.Equal("consent for email/marketing is not confirmed", Obstacle("email"));
    }

    [Fact]
    public void A_confirmation_without_a_consent_that_waits_or_older_than_it_changes_nothing()
    {
        Confirm("1m");
        Assert.Empty(life.State.Consents);
        life.Consent("5m", "email", true);
        life.Late("6m", "4m", EventTypes.ConsentConfirmed, ("channel", "email"), ("purpose", "marketing"));
        Assert.NotNull(Obstacle("email"));
        Assert.Equal(["No consent for email/marketing waits to be confirmed: nothing changes."], life.Told(LineKind.Fact));

        life.Consent("7m", "email", false);
        Confirm("8m");
        Assert.Equal("consent for email/marketing was withdrawn", Obstacle("email"));
    }

    [Fact]
    public void A_confirmation_of_what_the_brand_does_not_have_is_told()
    {
        life.On("1m", EventTypes.ConsentConfirmed, ("channel", "owl"), ("purpose", "marketing"));

        Assert.Contains("The brand has no channel 'owl'", life.Told(LineKind.Fact).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_purpose_may_need_evidence_to_be_granted_but_none_to_be_withdrawn()
    {
        life.Consent("1m", "push", true, "surveys");
        Assert.Empty(life.State.Consents);
        Assert.Contains("comes without evidence", life.Told(LineKind.Fact).Single(), StringComparison.Ordinal);

        life.On("2m", EventTypes.ConsentChanged, ("channel", "push"), ("purpose", "surveys"), ("granted", true), ("evidence", "desk"));
        life.Consent("3m", "push", false, "surveys");
        Assert.False(life.State.Consents.Single().Granted);
    }

    [Fact]
    public void A_consent_that_waits_reads_back_and_one_that_needs_no_confirmation_takes_no_more_room()
    {
        life.Consent("1m", "email", true);
        life.Consent("1m", "push", true);
        var stored = CoreJson.Write(life.State);

        Assert.Equal([true, false], CoreJson.ReadState(stored).Consents.Select(consent => consent.Pending));
        Assert.Single(System.Text.Encoding.UTF8.GetString(stored).Split("\"pending\"").Skip(1));
    }

    private void Confirm(string at, params ReadOnlySpan<(string Name, object? Value)> more) =>
        life.On(at, EventTypes.ConsentConfirmed, [("channel", "email"), ("purpose", "marketing"), .. more]);

    private string? Obstacle(string channel) => ChannelRules.Obstacle(life.State, channel, "marketing", life.Definitions.Brand);
}
