using System.Threading.Channels;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>Reads customers, those that are asked for at the same time in one statement: a wave wakes many at once.</summary>
internal sealed class CustomerReads : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly int batchMax;
    private readonly Channel<Asked> queue;
    private readonly Task loops;

    public CustomerReads(NpgsqlDataSource source, PostgresStorageOptions options)
    {
        this.source = source;
        batchMax = options.BatchMax;
        queue = Channel.CreateBounded<Asked>(options.QueueMax);
        loops = Task.WhenAll(Enumerable.Range(0, options.Readers).Select(_ => Task.Run(LoopAsync)));
    }

    public async Task<StoredCustomer?> ReadAsync(string customerId, CancellationToken cancellation)
    {
        var asked = new Asked(customerId);
        try
        {
            await queue.Writer.WriteAsync(asked, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PostgresStorage), "The storage is closed.");
        }

        return await asked.Answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loops.ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        var batch = new List<Asked>();
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < batchMax && queue.Reader.TryRead(out var asked))
            {
                batch.Add(asked);
            }

            await AnswerAsync(batch).ConfigureAwait(false);

            // At once: else the states it answered with are held until somebody asks again.
            batch.Clear();
        }
    }

    private async Task AnswerAsync(List<Asked> batch)
    {
        try
        {
            var ids = batch.Select(asked => asked.CustomerId).Where(Texts.Storable).Distinct(StringComparer.Ordinal).ToArray();
            var rows = await source.RowsAsync(
                "SELECT id, state, version FROM customers WHERE id = ANY($1)",
                row => KeyValuePair.Create(row.GetString(0), new StoredCustomer(row.Bytes(1), row.GetInt64(2))),
                CancellationToken.None,
                (object)ids).ConfigureAwait(false);
            var found = rows.ToDictionary(StringComparer.Ordinal);
            batch.ForEach(asked => asked.Answer.TrySetResult(found.GetValueOrDefault(asked.CustomerId)));
        }
        catch (Exception error)
        {
            var told = StoreFailure.Told(error);
            batch.ForEach(asked => asked.Answer.TrySetException(told));
        }
    }

    private sealed record Asked(string CustomerId)
    {
        public TaskCompletionSource<StoredCustomer?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
