using System.Text;

namespace JourneyGrains.Storage.Tests.Contract;

/// <summary>Dead letters and documents.</summary>
public abstract class SmallStoreContract(Func<TemporaryStore> open) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryStore temporary = open();

    public async ValueTask DisposeAsync()
    {
        await temporary.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task Dead_letters_are_listed_newest_first_in_pages_found_and_removed()
    {
        var store = temporary.Store.DeadLetters;
        await store.AddAsync([Letters.Of("a", "1"), Letters.Of("b", "2"), Letters.Of("c", "3")], None);
        var first = await store.ListAsync(0, 2, None);
        Assert.Equal(["c", "b"], first.Select(letter => letter.CustomerId));
        var last = Assert.Single(await store.ListAsync(first[^1].Number, 2, None));
        var found = await store.FindAsync(last.Number, None);
        Assert.Equal(Letters.Of("a", "1") with { Number = last.Number, Body = found!.Body }, found);
        await store.RemoveAsync(last.Number, None);
        Assert.Null(await store.FindAsync(last.Number, None));
        Assert.Equal(2, await store.CountAsync(None));
    }

    [SkippableFact]
    public async Task A_body_above_the_limit_is_cut_and_not_replayable()
    {
        await temporary.Store.DeadLetters.AddAsync([Letters.Of("a", new string('x', DeadLetter.BodyBytesMax + 1))], None);
        var letter = Assert.Single(await temporary.Store.DeadLetters.ListAsync(0, 9, None));
        Assert.Equal((DeadLetter.BodyBytesMax, false), (letter.Body.Length, letter.Replayable));
    }

    [SkippableFact]
    public async Task A_document_takes_only_a_write_that_expects_its_version()
    {
        var store = temporary.Store.Documents;
        Assert.Null(await store.ReadAsync("wave", "1", None));
        Assert.Equal(1, await store.WriteAsync("wave", "1", "one"u8.ToArray(), 0, None));
        await Assert.ThrowsAsync<StoreConflictException>(() => store.WriteAsync("wave", "1", "lost"u8.ToArray(), 0, None));
        Assert.Equal(2, await store.WriteAsync("wave", "1", "two"u8.ToArray(), 1, None));
        await Assert.ThrowsAsync<StoreConflictException>(() => store.WriteAsync("wave", "1", "lost"u8.ToArray(), 1, None));
        await Assert.ThrowsAsync<StoreConflictException>(() => store.WriteAsync("wave", "2", "lost"u8.ToArray(), 1, None));
        var stored = await store.ReadAsync("wave", "1", None);
        Assert.Equal(("two", 2L), (Encoding.UTF8.GetString(stored!.Body), stored.Version));
        Assert.Null(await store.ReadAsync("campaign", "1", None));
    }
}
