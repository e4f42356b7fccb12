using System.Globalization;
using System.IO.Compression;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Recordings;
using Microsoft.Data.Sqlite;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Data by others through a running silo; worked out from the files alone. Skipped where the data is not beside the repository.</summary>
public class SharedDataTests
{
    private static readonly string Repository = FindRepository();

    [SkippableFact]
    public async Task Through_the_silo_exactly_the_late_orders_get_an_apology_each_at_the_moment_the_estimate_passes()
    {
        var data = Data("olist-sample");
        var late = Rows(Path.Combine(data, "olist_orders_dataset.csv.gz"))
            .Where(row => row["order_status"] == "delivered" && row["order_delivered_customer_date"].Length > 0)
            .Where(row => Time(row["order_delivered_customer_date"]) > Time(row["order_estimated_delivery_date"]))
            .Select(row => (row["order_id"], Time(row["order_estimated_delivery_date"])))
            .ToList();
        Assert.Equal(414, late.Count);

        using var folder = new TemporaryFolder();
        var mapping = folder.Write(
            "delivered.mapping.yaml",
            await File.ReadAllTextAsync(Path.Combine(Repository, "samples", "mappings", "olist.mapping.yaml"))
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
        var data = Data("rees46-sample");
        var bad = new List<BadLine>();
        using var folder = new TemporaryFolder();
        await using (var silo = await RunningSilo.StartAsync(folder.Path))
        {
            var events = Recording.Read(data, Path.Combine(Repository, "samples", "mappings", "rees46.mapping.yaml"), bad.Add);
            await silo.ReplayAsync(events, new DateTimeOffset(2019, 10, 2, 0, 0, 0, TimeSpan.Zero));
        }

        Assert.Equal(17436, Assert.Single(bad).Line);
        var reminded = Sent(folder, "cart-recovery").Select(sent => (sent.Key!, sent.At)).ToList();
        Assert.NotEmpty(reminded);
        var rows = Rows(Path.Combine(data, "2019-Oct_first-17k.csv.gz"));
        foreach (var (cart, at) in reminded)
        {
            var session = rows.Where(row => row["user_session"] == cart && row["event_type"] is "cart" or "purchase" && row["user_session"] == cart).ToList();
            var lastBefore = session.Last(row => Time(row["event_time"]) <= at);
            Assert.Equal("cart", lastBefore["event_type"]);
            Assert.Equal(at, Time(lastBefore["event_time"]).AddMinutes(45));
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

    private static List<Dictionary<string, string>> Rows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var names = reader.ReadLine()!.Split(',');
        var rows = new List<Dictionary<string, string>>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(',') is var fields && fields.Length == names.Length)
            {
                rows.Add(names.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second));
            }
        }

        return rows;
    }

    private static DateTimeOffset Time(string text) =>
        Moments.TryParse(text, out var moment) ? moment : throw new FormatException($"'{text}' is not a time.");

    private static string Data(string name)
    {
        var folder = Path.Combine(Directory.GetParent(Repository)!.FullName, "shared", "data", name);
        for (var at = new DirectoryInfo(Repository); at is not null && !Directory.Exists(folder); at = at.Parent)
        {
            folder = Path.Combine(at.FullName, "shared", "data", name);
        }

        Skip.IfNot(Directory.Exists(folder), $"The data set {name} is not in shared/data beside the repository.");
        return folder;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "JourneyGrains.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run within the repository.");
    }
}
