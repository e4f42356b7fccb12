namespace JourneyGrains.Cluster.Tests;

/// <summary>Definitions for a silo on its own time, with waits that a test can wait for.</summary>
internal static class QuickDefinitions
{
    public static string Write(TemporaryFolder folder, string wait = "300ms", string migrate = "[]")
    {
        folder.Write("definitions/cart.journey.yaml", $$"""
            journey: cart
            enter: { on: cart.updated, key: event.cartId, when: "event.value > 0", again: always }
            exit: [ { on: order.placed, when: "event.cartId == run.key" } ]
            steps:
              - wait: { for: {{wait}}, restart: cart.updated }
              - send: { template: cart, channel: preferred, purpose: marketing, expires: 12h }
            migrate: {{migrate}}
            """);
        folder.Write("definitions/thanks.journey.yaml", """
            journey: thanks
            enter: { on: order.placed, key: event.orderId, again: never }
            steps:
              - send: { template: thanks, channel: preferred, purpose: service, expires: 1h }
            """);
        folder.Write("definitions/all.campaign.yaml", """
            campaign: all
            waves:
              - wave: first
                audience: customer.orders == 0
                send: { template: thanks, channel: preferred, purpose: service, expires: 1h }
                rate: 60/s
            """);
        folder.Write("definitions/programme.yaml", """
            programme: circle
            pointsPerUnit: 2
            tiers:
              - { tier: base, label: Base, fromSpend: 0, multiplier: 1 }
            """);
        folder.Write("definitions/templates/cart.en.hbs", "subject: Your cart {{run.key}}\n---\n<p>Dear {{customer.firstName}}</p>\n");
        folder.Write("definitions/templates/thanks.en.hbs", "subject: Thank you\n---\n<p>{{customer.points}} points</p>\n");
        return folder.File("definitions");
    }
}
