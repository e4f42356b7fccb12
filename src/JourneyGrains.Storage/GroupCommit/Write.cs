namespace JourneyGrains.Storage.GroupCommit;

/// <summary>
/// One caller's work within a shared transaction. It is applied by the writer; more than once if a neighbour made the first try
/// fail, so it changes nothing but the session.
/// </summary>
/// <typeparam name="TSession">What the writer gives it: the open transaction.</typeparam>
internal abstract class Write<TSession>
{
    private Exception? refusal;

    /// <summary>Rows it writes, roughly: what bounds a transaction.</summary>
    public virtual int Rows => 1;

    /// <summary>A writer that applies works as a set takes one of a key at a time, in order; null: any number.</summary>
    public virtual string? Key => null;

    /// <summary>Whether it is in the transaction, or was refused alone.</summary>
    public bool Refused => refusal is not null;

    /// <summary>Writes into the open transaction. A refusal comes before anything is written.</summary>
    /// <exception cref="Exception">A refusal or a failure: the writer knows which.</exception>
    public abstract void Apply(TSession session);

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
internal abstract class Write<TSession, T> : Write<TSession>
{
    // The writer must not run what callers do next.
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Done => done.Task;

    public sealed override void Apply(TSession session) => result = Run(session);

    public sealed override void Fail(Exception error) => done.TrySetException(error);

    protected override void Complete() => done.TrySetResult(result);

    protected abstract T Run(TSession session);
}
