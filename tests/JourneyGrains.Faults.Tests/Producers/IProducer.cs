namespace JourneyGrains.Faults.Tests.Producers;

/// <summary>Publishes a round's events, whatever happens meanwhile.</summary>
internal interface IProducer
{
    /// <summary>The share of the events that is published, from 0 to 1.</summary>
    double Progress { get; }

    /// <summary>Completes when every event is acknowledged.</summary>
    Task RunAsync(CancellationToken cancellation);

    /// <summary>Has it send again what it sent before, as one that lost its place.</summary>
    void Resend();
}
