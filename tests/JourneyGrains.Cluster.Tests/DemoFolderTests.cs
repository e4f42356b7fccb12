using JourneyGrains.Silo.Demo;
using JourneyGrains.Storage.Sqlite;

namespace JourneyGrains.Cluster.Tests;

/// <summary>What a demo may delete, and on which stores it goes on.</summary>
public sealed class DemoFolderTests : IDisposable
{
    private static readonly DemoDay Day = new(11, 5_000, 50_000);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_fresh_demo_deletes_what_a_demo_made()
    {
        Make();
        folder.Write("demo/outbox/email/a.eml", "To: ada");

        Demo().Prepare(Day with { Seed = 2 }, fresh: true);

        Assert.False(File.Exists(folder.File("demo/journeygrains.db")));
        Assert.False(Directory.Exists(folder.File("demo/outbox")));
        Demo().Prepare(Day with { Seed = 2 }, fresh: false);
    }

    [Fact]
    public void A_fresh_demo_deletes_nothing_where_there_is_something_else()
    {
        Make();
        folder.Write("demo/file.txt", "mine");

        var refused = Assert.Throws<DemoException>(() => Demo().Prepare(Day, fresh: true));

        Assert.Contains("holds 'file.txt', which no demo made", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("demo/journeygrains.db")) && File.Exists(folder.File("demo/file.txt")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_store_that_no_demo_made_is_left_alone(bool fresh)
    {
        folder.Write("demo/journeygrains.db", "customers");

        Assert.Throws<DemoException>(() => Demo().Prepare(Day, fresh));

        Assert.Equal("customers", File.ReadAllText(folder.File("demo/journeygrains.db")));
    }

    [Fact]
    public void A_fresh_demo_deletes_nothing_of_a_silo_that_runs()
    {
        Make();
        using (new FileStream(folder.File("demo/journeygrains.db.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Throws<StoreInUseException>(() => Demo().Prepare(Day, fresh: true));
        }

        Assert.True(File.Exists(folder.File("demo/journeygrains.db")));
    }

    [Fact]
    public void A_store_goes_on_with_its_own_day_and_no_other()
    {
        Make();
        Demo().Prepare(Day, fresh: false);

        var refused = Assert.Throws<DemoException>(() => Demo().Prepare(Day with { Customers = 100 }, fresh: false));

        Assert.Contains(
            "has the day of --seed 11 --customers 5000 --events 50000. Start with --fresh for --seed 11 --customers 100 --events 50000",
            refused.Message, StringComparison.Ordinal);
    }

    private DemoFolder Demo() => new(folder.File("demo"));

    private void Make()
    {
        Demo().Prepare(Day, fresh: false);
        folder.Write("demo/journeygrains.db", "a day");
    }
}
