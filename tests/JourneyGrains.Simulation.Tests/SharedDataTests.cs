using System.Globalization;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Tests;

/// <summary>
/// Data by others with known answers (shared/data beside the repository); the expectations are worked out here from the files alone.
/// </summary>
public class SharedDataTests
{
    private const string Olist = "olist-sample";
    private const string Rees46 = "rees46-sample";

    [SkippableFact]
    public void Exactly_the_late_orders_get_an_apology_each_at_the_moment_the_estimate_passes()
    {
        var data = SharedData.Folder(Olist);
        var rows = SharedData.Rows(Path.Combine(data, "olist_orders_dataset.csv.gz"));
        var late = rows
            .Where(row => row["order_status"] == "delivered" && row["order_delivered_customer_date"].Length > 0)
            .Where(row => SharedData.Time(row["order_delivered_customer_date"]) > SharedData.Time(row["order_estimated_delivery_date"]))
            .ToDictionary(row => row["order_id"], row => SharedData.Time(row["order_estimated_delivery_date"]));
        Assert.Equal(414, late.Count);

        using var folder = new TemporaryFolder();
        var delivered = folder.Write(
            "delivered.mapping.yaml",
            File.ReadAllText(SharedData.Sample("mappings/olist.mapping.yaml"))
                + "\nwhere:\n  - { column: order_status, equals: delivered }\n"
                + "  - { column: order_delivered_customer_date, notEmpty: true }\n");
        var bad = new List<BadLine>();
        var result = Run(Recording.Read(data, delivered, bad.Add));

        var apologies = result.Messages.Where(message => message.Message.Origin == "late-shipment");
        var orders = result.Customers.SelectMany(customer => customer.Entries.SelectMany(entry => entry.Lines
            .Where(line => line is { Kind: Core.Customers.LineKind.Sent, Origin: "late-shipment" })
            .Select(line => (Order: line.Key!, entry.At, Message: line.Subject))));
        Assert.Equal(late.Select(pair => (pair.Key, pair.Value)).Order(), orders.Select(sent => (sent.Order, sent.At)).Order());
        Assert.Equal(414, apologies.Count());
        Assert.All(apologies, apology => Assert.Equal(apology.Message.DecidedAt, apology.HandedOverAt));
        Assert.Empty(bad);
        Assert.Empty(result.Refused);
    }

    [SkippableFact]
    public void The_dirt_of_the_orders_is_survived()
    {
        var bad = new List<BadLine>();
        var result = Run(Recording.Read(SharedData.Folder(Olist), SharedData.Sample("mappings/olist.mapping.yaml"), bad.Add));
        Assert.Empty(bad);
        Assert.Empty(result.Refused);
        Assert.Equal(8135, result.Customers.Sum(customer => customer.State.Purchases.Orders));
        Assert.DoesNotContain(result.Totals.Keys, total => total.EndsWith("/Failed", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Cart_recovery_fires_for_the_silent_carts_and_for_none_that_was_bought()
    {
        var data = SharedData.Folder(Rees46);
        var expected = SilentCarts(SharedData.Rows(Path.Combine(data, "2019-Oct_first-17k.csv.gz")));
        Assert.NotEmpty(expected);

        var bad = new List<BadLine>();
        var events = Recording.Read(data, SharedData.Sample("mappings/rees46.mapping.yaml"), bad.Add);
        var result = Run(events, new() { Until = new DateTimeOffset(2019, 10, 2, 0, 0, 0, TimeSpan.Zero) });
        var reminded = result.Customers.SelectMany(customer => customer.Entries.SelectMany(entry => entry.Lines
            .Where(line => line is { Kind: Core.Customers.LineKind.HandedOver, Origin: "cart-recovery" })
            .Select(line => (customer.Id, entry.At))));
        Assert.Equal(expected.Order(), reminded.Order());
        Assert.Equal(17436, Assert.Single(bad).Line);
        Assert.Empty(result.Refused);
    }

    /// <summary>
    /// Each customer and moment at which a session with a cart of 20 or more has been quiet for 45 minutes and nothing of it was bought.
    /// </summary>
    private static List<(string Customer, DateTimeOffset At)> SilentCarts(List<Dictionary<string, string>> rows)
    {
        var silent = new List<(string, DateTimeOffset)>();
        var relevant = rows.Where(row => row["event_type"] is "cart" or "purchase");
        foreach (var session in relevant.GroupBy(row => (row["user_id"], row["user_session"])))
        {
            DateTimeOffset? due = null;
            foreach (var row in session)
            {
                var at = SharedData.Time(row["event_time"]);
                if (due < at)
                {
                    silent.Add((session.Key.Item1, due.Value));
                    due = null;
                }

                var isCart = row["event_type"] == "cart";
                var enters = due is not null || decimal.Parse(row["price"], CultureInfo.InvariantCulture) >= 20;
                due = isCart && enters ? at.AddMinutes(45) : null;
            }

            if (due is { } last)
            {
                silent.Add((session.Key.Item1, last));
            }
        }

        return silent;
    }

    private static SimulationResult Run(IEnumerable<RecordedEvent> events, SimulationOptions? options = null) =>
        Simulator.Run(Samples.Journeys.Definitions!, Samples.Journeys.Templates, events, options);
}
