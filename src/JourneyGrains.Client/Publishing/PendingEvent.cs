using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Client.Publishing;

/// <summary>An event between its publishing and its acknowledgement.</summary>
/// <param name="refusal">Set: it goes to the dead letters, its body in the record's properties.</param>
internal sealed class PendingEvent(EventRecord record, Refusal? refusal = null, string? source = null)
{
    private readonly TaskCompletionSource<PublishResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its number is given when it leaves the buffer, so that numbers rise in the order of sending.</summary>
    public EventRecord Record { get; set; } = record;

    public Refusal? Refusal => refusal;

    public string? Source => source;

    /// <summary>The body was cut, or is no event: it cannot be published from the dead letters.</summary>
    public bool Cut { get; init; }

    public Task<PublishResult> Completion => completion.Task;

    /// <summary>Bytes on the wire, roughly.</summary>
    public int Size => Record.Properties.Length + Record.Id.Length + Record.CustomerId.Length + 64;

    public void Complete(PublishResult result) => completion.TrySetResult(result);

    public void Fail(Exception error)
    {
        completion.TrySetException(error);

        // A caller that only flushes does not look at each task; its failure must not end the process as unobserved.
        _ = completion.Task.Exception;
    }
}
