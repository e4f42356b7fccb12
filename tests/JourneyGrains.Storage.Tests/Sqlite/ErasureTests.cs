using System.Text;
using JourneyGrains.Storage.Sqlite;
using JourneyGrains.Storage.Tests.Contract;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Sqlite;

public sealed class ErasureTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly SqliteTemporaryStore temporary = new();

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    [Fact]
    public async Task An_erasure_leaves_nothing_of_the_customer_in_the_file()
    {
        foreach (var id in new[] { "ann", "bob" })
        {
            await temporary.CommitAsync(Turn(id, 0) with
            {
                Journal = [new JournalRow(1, temporary.Clock.Now, -1, "input of " + id)],
                DeadLetters = [Letters.Of(id, "secret of " + id)],
            });
        }

        await temporary.CommitAsync(Turn("ann", 1, text: "gone") with { Forgotten = true, Erase = true });
        await temporary.Store.DisposeAsync();
        var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(temporary.Path));
        Assert.DoesNotContain("input of ann", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("secret of ann", bytes, StringComparison.Ordinal);
        Assert.Contains("input of bob", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_that_come_while_an_erasure_looks_for_them_are_emptied_too()
    {
        await temporary.AppendAsync(0, Event("1"), Event("2", "bob"));
        await temporary.AppendAsync(1, Event("3"));
        var erasure = Turn("ann", 0) with { Forgotten = true, Erase = true };
        await temporary.Embedded.Writer.RunAsync(new CommitCustomer(erasure, new DueFloors(4), [], LogPlaces.Before(0)), None);

        Assert.Equal(["{}", """{"cartId":"c1"}"""], (await temporary.ReadAsync(0)).Select(record => Encoding.UTF8.GetString(record.Properties)));
    }
}
