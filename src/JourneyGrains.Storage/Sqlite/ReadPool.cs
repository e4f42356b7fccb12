using JourneyGrains.Storage.GroupCommit;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>
/// Threads that read, so that the scheduler's own never wait for the disk. What has gathered is read in one transaction, which makes many
/// small reads cheap; it begins after they were asked for, so each sees every commit that its caller has seen.
/// </summary>
internal sealed class ReadPool : IAsyncDisposable
{
    private const int BatchMax = 64;
    private const int QueueMax = 8192;

    private readonly WorkQueue<Read> queue = new(QueueMax, BatchMax);
    private readonly string path;
    private readonly List<TaskCompletionSource> ended = [];

    public ReadPool(string path, int threads)
    {
        this.path = path;
        for (var index = 0; index < threads; index++)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ended.Add(done);
            new Thread(() => Loop(done)) { IsBackground = true, Name = "journeygrains-reader" }.Start();
        }
    }

    /// <summary>Runs on a reader's thread. The function gets that thread's connection and statements.</summary>
    public async Task<T> RunAsync<T>(Func<ReadSession, T> function, CancellationToken cancellation)
    {
        var read = new Read<T>(function);
        try
        {
            await queue.AddAsync(read, cancellation).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            throw new ObjectDisposedException(nameof(SqliteStorage), "The storage is closed.");
        }

        return await read.Done.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Close();
        await Task.WhenAll(ended.Select(one => one.Task)).ConfigureAwait(false);
    }

    private void Loop(TaskCompletionSource done)
    {
        ReadSession? session = null;
        var batch = new List<Read>(BatchMax);
        while (queue.Take(batch, Timeout.InfiniteTimeSpan))
        {
            session = batch.Count > 0 ? ReadBatch(session, batch) : session;
            batch.Clear();
        }

        session?.Dispose();
        done.SetResult();
    }

    /// <summary>Gives the session to go on with; null: it failed and is closed.</summary>
    private ReadSession? ReadBatch(ReadSession? session, List<Read> batch)
    {
        try
        {
            session ??= new ReadSession(path);
            session.Begin();
            foreach (var read in batch)
            {
                read.Run(session);
            }

            session.End();
            return session;
        }
        catch (Exception error)
        {
            foreach (var read in batch)
            {
                read.Fail(error);
            }

            session?.Dispose();
            return null;
        }
    }

    private abstract class Read
    {
        public abstract void Run(ReadSession session);

        public abstract void Fail(Exception error);
    }

    private sealed class Read<T>(Func<ReadSession, T> function) : Read
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Done => done.Task;

        public override void Run(ReadSession session)
        {
            try
            {
                done.TrySetResult(function(session));
            }
            catch (Exception error)
            {
                Fail(error);
            }
        }

        public override void Fail(Exception error) => done.TrySetException(StoreFailure.Told(error));
    }
}
