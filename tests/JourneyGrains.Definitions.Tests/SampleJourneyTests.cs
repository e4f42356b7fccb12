using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Definitions.Tests;

/// <summary>The sample journeys do what they are there for: one customer lives through them, turn by turn.</summary>
public class SampleJourneyTests
{
    private static readonly LoadedDefinitions Loaded = DefinitionReader.Read(SourceFolder.Samples);
    private static readonly DateTimeOffset Start = new(2025, 11, 11, 9, 0, 0, TimeSpan.Zero);

    private CustomerState state = CustomerState.New("c-1");
    private int events;

    [Fact]
    public void A_late_first_order_brings_an_apology_of_its_own_when_the_promise_is_broken()
    {
        Know("de");
        Order("o-1", promised: Start.AddDays(3));
        Until(Start.AddDays(2));
        Assert.Empty(Sent("late-shipment"));

        Until(Start.AddDays(4));

        var apology = Assert.Single(Sent("late-shipment"));
        Assert.Equal(("apology-first", Start.AddDays(3), "service"), (apology.Template, apology.DecidedAt, apology.Purpose));
        var text = Loaded.Templates!.Render(apology);
        Assert.Contains("o-1", text.Subject + text.Text, StringComparison.Ordinal);
        Assert.Contains("14.11.2025", text.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reported_delay_brings_the_apology_at_once_and_a_customer_of_old_other_words()
    {
        Know("en");
        Order("o-1", promised: null);
        Order("o-2", promised: Start.AddDays(3));

        Take("shipment.delayed", Start.AddDays(1), ("orderId", Value.Of("o-2")));

        Assert.Equal(("apology", Start.AddDays(1)), (Assert.Single(Sent("late-shipment")).Template, Sent("late-shipment")[0].DecidedAt));
    }

    [Theory]
    [InlineData("shipment.delivered")]
    [InlineData("complaint.opened")]
    [InlineData("order.refunded")]
    public void What_is_delivered_complained_of_or_refunded_brings_no_apology(string type)
    {
        Know("en");
        Order("o-1", promised: Start.AddDays(3));
        Take(type, Start.AddDays(2), ("orderId", Value.Of("o-1")));
        Until(Start.AddDays(4));

        Assert.DoesNotContain(state.Outbox, message => message.Template.StartsWith("apology", StringComparison.Ordinal));
    }

    [Fact]
    public void An_apology_not_yet_handed_over_is_withdrawn_when_the_parcel_arrives()
    {
        Know("en");
        Order("o-1", promised: Start.AddDays(3));
        Until(Start.AddDays(3).AddMinutes(1));
        Assert.Single(Sent("late-shipment"));

        Take("shipment.delivered", Start.AddDays(3).AddMinutes(2), ("orderId", Value.Of("o-1")));

        Assert.Empty(Sent("late-shipment"));
    }

    [Fact]
    public void A_quiet_cart_is_reminded_of_and_one_that_is_emptied_or_bought_is_not()
    {
        Know("en");
        Cart("a", 50, Start);
        Cart("b", 60, Start.AddMinutes(1));
        Cart("c", 70, Start.AddMinutes(2));
        Cart("b", 0, Start.AddMinutes(3));
        Take("order.placed", Start.AddMinutes(4), ("orderId", Value.Of("o-1")), ("total", Value.Of(70)), ("cartId", Value.Of("c")));
        Cart("a", 49.90m, Start.AddMinutes(30));

        Until(Start.AddHours(2));

        var reminder = Assert.Single(Sent("cart-recovery"));
        Assert.Equal((Start.AddMinutes(75), "cart-reminder"), (reminder.DecidedAt, reminder.Template));
        Assert.Contains("€49.90", Loaded.Templates!.Render(reminder).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_welcome_is_sent_once_and_only_with_consent()
    {
        Identify("en", Start);
        Until(Start.AddHours(1));
        Assert.Empty(Sent("welcome"));

        state = CustomerState.New("c-2");
        Know("en");
        Until(Start.AddHours(1));
        Identify("en", Start.AddHours(2));
        Until(Start.AddHours(3));

        Assert.Equal(Start.AddMinutes(5), Assert.Single(Sent("welcome")).DecidedAt);
    }

    [Fact]
    public void A_last_call_goes_to_who_looked_one_hour_before_the_end()
    {
        Know("en");
        Take("product.viewed", Start, ("productId", Value.Of("p-1")), ("category", Value.Of("lamps")));
        Sale("s-1", "p-9", "lamps");
        Sale("s-2", "p-9", "rugs");

        Until(Start.AddHours(12));

        var call = Assert.Single(Sent("sale-expiring"));
        Assert.Equal((Start.AddHours(9), Start.AddHours(10)), (call.DecidedAt, call.ExpiresAt));
        Assert.Contains("€30.00", Loaded.Templates!.Render(call).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Feedback_is_asked_for_three_days_after_a_parcel_arrived_and_once()
    {
        Know("de-AT");
        Take("shipment.delivered", Start, ("orderId", Value.Of("o-1")));
        Until(Start.AddDays(3));
        Take("shipment.delivered", Start.AddDays(4), ("orderId", Value.Of("o-1")));
        Until(Start.AddDays(9));

        var request = Assert.Single(Sent("feedback-request"));
        Assert.Equal(
            ("Wie war die Bestellung o-1?", "de"), (Loaded.Templates!.Render(request).Subject, Loaded.Templates.Render(request).Language));
    }

    [Fact]
    public void The_flash_sale_is_for_who_looked_today_and_did_not_buy()
    {
        var audience = Loaded.Definitions!.Campaign("flash-sale")!.Waves[0].Audience;
        bool Holds() => audience.Holds(new(state, Start.AddHours(12)));

        Assert.False(Holds());
        Take("product.viewed", Start, ("productId", Value.Of("p-1")));
        Assert.True(Holds());
        Order("o-1", null);
        Assert.False(Holds());
    }

    [Fact]
    public void Every_template_renders_in_both_languages_with_nothing_but_the_customer_and_with_all()
    {
        foreach (var template in Loaded.Definitions!.Templates.Values)
        {
            Assert.Equal(["de", "en"], template.Languages.AsEnumerable());
            var all = ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal, template.Fields.Select(field => KeyValuePair.Create(field, Value.Of("1"))));
            foreach (var (language, data) in template.Languages.SelectMany(language => new[] { (language, all.Clear()), (language, all) }))
            {
                var rendered = Loaded.Templates!.Render(new()
                {
                    Id = "m-1",
                    Origin = "x",
                    Template = template.Name,
                    Channel = "email",
                    Purpose = "marketing",
                    Language = language,
                    DecidedAt = Start,
                    ExpiresAt = Start,
                    Data = data,
                });
                Assert.True(
                    rendered.Subject.Length > 10 && rendered.Text.Length > 20 && rendered.Html!.Contains("Lantern &amp; Loom", StringComparison.Ordinal),
                    template.Name);
                Assert.True(rendered.Text.Length <= 200, $"{template.Name}.{language}: too long for an SMS");
            }
        }
    }

    private Message[] Sent(string origin) => [.. state.Outbox.Where(message => message.Origin == origin)];

    /// <summary>Identified, with consent to marketing.</summary>
    private void Know(string language)
    {
        Identify(language, Start);
        Take("consent.changed", Start, ("channel", Value.Of("email")), ("purpose", Value.Of("marketing")), ("granted", Value.True));
    }

    private void Identify(string language, DateTimeOffset at) =>
        Take(
            "customer.identified", at, ("email", Value.Of("ada@example.org")), ("firstName", Value.Of("Ada")),
            ("language", Value.Of(language)));

    private void Order(string id, DateTimeOffset? promised) =>
        Take("order.placed", Start, ("orderId", Value.Of(id)), ("total", Value.Of(80)), ("promisedAt", Value.Of(promised)));

    private void Cart(string id, decimal value, DateTimeOffset at) =>
        Take("cart.updated", at, ("cartId", Value.Of(id)), ("value", Value.Of(value)));

    private void Sale(string id, string product, string category) => Take(
        "sale.expiring", Start.AddHours(1), ("saleId", Value.Of(id)), (
            "endsAt", Value.Of(Start.AddHours(10))), ("productId", Value.Of(product)),
        ("category", Value.Of(category)), ("minimum", Value.Of(30)));

    private void Take(string type, DateTimeOffset at, params (string Name, Value Value)[] properties)
    {
        Until(at);
        var map = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal, properties.Where(property => !property.Value.IsNull).Select(
                property => KeyValuePair.Create(property.Name, property.Value)));
        var input = new EventInput(new CustomerEvent($"e-{++events}", state.Id, type, at, Value.Of(map)));
        state = Customer.Take(state, input, at, Loaded.Definitions!).State;
    }

    private void Until(DateTimeOffset moment)
    {
        while (Customer.CatchUp(state, moment, Loaded.Definitions!) is { } turn)
        {
            state = turn.State;
        }
    }
}
