namespace JourneyGrains.Storage.Sqlite;

/// <summary>
/// One caller's work within a shared transaction. It is applied on the writer's thread; more than once if a neighbour made the first try
/// fail, so it changes nothing but the session.
/// </summary>
internal abstract class Write
{
    private Exception? refusal;

    /// <summary>Rows it writes, roughly: what bounds a transaction.</summary>
    public virtual int Rows => 1;

    /// <summary>Whether it is in the transaction, or was refused alone.</summary>
    public bool Refused => refusal is not null;

    /// <summary>Writes into the open transaction. A refusal comes before anything is written.</summary>
    /// <exception cref="Exception">A refusal or a failure: see <see cref="WriteLoop"/>.</exception>
    public abstract void Apply(WriteSession session);

    public void Refuse(Exception error) => refusal = error;

    /// <summary>Forgets a refusal of an earlier try.</summary>
    public void Retry() => refusal = null;

    /// <summary>The transaction is durable.</summary>
    public void Settle()
    {
        if (refusal is null)
        {
            Complete();
        }
        else
        {
            Fail(refusal);
        }
    }

    public abstract void Fail(Exception error);

    protected abstract void Complete();
}

/// <summary>Work with a result for its caller.</summary>
internal abstract class Write<T> : Write
{
    // The writer's thread must not run what callers do next.
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Done => done.Task;

    public sealed override void Apply(WriteSession session) => result = Run(session);

    public sealed override void Fail(Exception error) => done.TrySetException(error);

    protected sealed override void Complete() => done.TrySetResult(result);

    protected abstract T Run(WriteSession session);
}
