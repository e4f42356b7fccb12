using System.Globalization;
using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.Recordings;
using Microsoft.Data.Sqlite;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Data by others through a running silo; worked out from the files alone. Skipped where the data is not beside the repository.</summary>
public class SharedDataTests
{
    [SkippableFact]
    public async Task Through_the_silo_exactly_the_late_orders_get_an_apology_each_at_the_moment_the_estimate_passes()
    {
        var data = SharedData.Folder("olist-sample");
        var late = SharedData.Rows(Path.Combine(data, "olist_orders_dataset.csv.gz"))
            .Where(row => row["order_status"] == "delivered" && row["order_delivered_customer_date"].Length > 0)
            .Where(row => SharedData.Time(row["order_delivered_customer_date"]) > SharedData.Time(row["order_estimated_delivery_date"]))
            .Select(row => (row["order_id"], SharedData.Time(row["order_estimated_delivery_date"])))
            .ToList();
        Assert.Equal(414, late.Count);

        using var folder = new TemporaryFolder();
        var mapping = folder.Write(
            "delivered.mapping.yaml",
            await File.ReadAllTextAsync(SharedData.Sample("mappings/olist.mapping.yaml"))
                + "\nwhere:\n  - { column: order_status, equals: delivered }\n  - { column: order_delivered_customer_date, notEmpty: true }\n");
        var bad = new List<BadLine>();
        await using (var silo = await RunningSilo.StartAsync(folder.Path))
        {
            var status = await silo.ReplayAsync(Recording.Read(data, mapping, bad.Add));
            Assert.Equal(0, status.DeadLetters);
        }

        Assert.Empty(bad);
        Assert.Equal(late.Order(), Sent(folder, "late-shipment").Select(sent => (sent.Key!, sent.At)).Order());
    }

    [SkippableFact]
    public async Task Through_the_silo_no_cart_that_was_bought_is_reminded_of_and_the_bad_row_is_reported()
    {
        var data = SharedData.Folder("rees46-sample");
        var bad = new List<BadLine>();
        using var folder = new TemporaryFolder();
        await using (var silo = await RunningSilo.StartAsync(folder.Path))
        {
            var events = Recording.Read(data, SharedData.Sample("mappings/rees46.mapping.yaml"), bad.Add);
            await silo.ReplayAsync(events, new DateTimeOffset(2019, 10, 2, 0, 0, 0, TimeSpan.Zero));
        }

        Assert.Equal(17436, Assert.Single(bad).Line);
        var reminded = Sent(folder, "cart-recovery").Select(sent => (sent.Key!, sent.At)).ToList();
        Assert.NotEmpty(reminded);
        var rows = SharedData.Rows(Path.Combine(data, "2019-Oct_first-17k.csv.gz"));
        foreach (var (cart, at) in reminded)
        {
            var session = rows.Where(row => row["user_session"] == cart && row["event_type"] is "cart" or "purchase" && row["user_session"] == cart).ToList();
            var lastBefore = session.Last(row => SharedData.Time(row["event_time"]) <= at);
            Assert.Equal("cart", lastBefore["event_type"]);
            Assert.Equal(at, SharedData.Time(lastBefore["event_time"]).AddMinutes(45));
        }

        var silent = rows.Where(row => row["event_type"] is "cart" or "purchase").GroupBy(row => row["user_session"])
            .Where(session => session.Last()["event_type"] == "cart" && session.Where(row => row["event_type"] == "cart")
                .All(row => decimal.Parse(row["price"], CultureInfo.InvariantCulture) >= 20))
            .Select(session => session.Key);
        Assert.Subset(reminded.Select(sent => sent.Item1).ToHashSet(), silent.ToHashSet());
    }

    private static List<(string? Key, DateTimeOffset At)> Sent(TemporaryFolder folder, string journey)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File("journeygrains.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT entry FROM transcript";
        using var reader = command.ExecuteReader();
        var sent = new List<(string?, DateTimeOffset)>();
        while (reader.Read())
        {
            var entry = CoreJson.ReadEntry((byte[])reader[0]);
            sent.AddRange(entry.Lines.Where(line => line.Kind == LineKind.Sent && line.Origin == journey).Select(line => (line.Key, entry.At)));
        }

        return sent;
    }
}
