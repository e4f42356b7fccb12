namespace JourneyGrains.Client.Publishing;

/// <summary>Where the batches of one lane go. Durable when it returns.</summary>
internal interface IBatchSink
{
    /// <summary>The events carry the producer's numbers.</summary>
    bool Numbered { get; }

    /// <returns>What became of each event, in their order.</returns>
    Task<PublishResult[]> SendAsync(IReadOnlyList<PendingEvent> batch);
}
