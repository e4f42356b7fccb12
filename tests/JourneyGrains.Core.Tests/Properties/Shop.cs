using JourneyGrains.Core.Campaigns;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Properties;

/// <summary>Journeys like those of the sample shop, using every kind of step.</summary>
internal static class Shop
{
    private static readonly Reentry Never = new(ReentryRule.Never, TimeSpan.Zero);

    public static DefinitionSet Definitions { get; } = Of(Make.Brand);

    public static DefinitionSet Of(Brand brand) => new(
        "test",
        brand,
        [Cart(), Late(), Welcome(), Feedback(), WinBack()],
        Make.Programme,
        [new("flash", [Wave("w-0"), Wave("w-1"), Wave("w-2") with { Journey = "win-back" }])],
        [
            new("cart-first", ["en"], ["customer.firstName", "customer.points", "event.value", "run.note"]),
            new("late", ["en"], ["event.promisedAt", "matched.reason"]),
        ])
    {
        Segments = Make.Definitions().With(
            ("keen", "count('product.viewed', 12h) >= 2"), ("lapsed", "now - customer.lastOrderAt >= 1d"), ("back", "has(customer.attributes.cameBack)")).Segments,
    };

    private static Journey Cart() => Make.Journey("cart-recovery")
        .On("cart.updated", "event.cartId", "event.value >= 20")
        .ExitOn("order.placed", "event.cartId == run.key").ExitOn("cart.updated", "event.cartId == run.key && event.value == 0")
        .Goal("order.placed", "3d", "event.total >= run.minimum")
        .Wait("45m", restart: "cart.updated")
        .Set("minimum", "event.value * 0.5")
        .Branch(4, ("customer.orders == 0", 3))
        .Send("cart-first", next: 5, terms: Tagged(5))
        .Send("cart-reminder", expires: null, terms: Tagged(-5))
        .Wait("1d", arms: JourneyMaker.Arm("product.viewed", 7))
        .Exit("quiet")
        .SetAttribute("cameBack", "now")
        .Send("cart-again", channel: "push", terms: Tagged(0)).Done();

    private static SendTerms Tagged(int priority) => SendTerms.Plain with { Tags = ["cart"], Priority = priority };

    private static Journey Late() => Make.Journey("late-shipment")
        .On("order.placed", "event.orderId", "has(event.promisedAt)", Never)
        .ExitOn("shipment.delivered", "event.orderId == run.key").ExitOn("order.refunded", "event.orderId == run.key")
        .Wait(until: "event.promisedAt", arms: JourneyMaker.Arm("shipment.delayed", 1, "event.orderId == run.key"))
        .Send("late", purpose: "service", expires: "2d").Done();

    private static Journey Welcome() => Make.Journey("welcome")
        .On("customer.identified", again: Never).Goal("order.placed", "14d").Wait("5m").Send("welcome").Done();

    private static Journey Feedback() => Make.Journey("feedback")
        .On("shipment.delivered", "event.orderId", again: new(ReentryRule.After, TimeSpan.FromDays(2)))
        .ExitOn("message.replied").Wait("1d").Send("feedback", expires: "3h").Done();

    private static Journey WinBack() => Make.Journey("win-back")
        .OnSegment("lapsed").ByApi().ByCampaign().ExitOn(RuntimeEvents.SegmentLeft, "event.segment == 'lapsed'").Wait("8h").Send("win-back").Done();

    private static Wave Wave(string name) =>
        new(name, Make.Expr("count(\"product.viewed\", duration(\"7d\")) > 0"), "flash", "preferred", "marketing", Make.Expr("3h"), 0);
}
