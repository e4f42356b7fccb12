using System.Diagnostics.Metrics;

namespace JourneyGrains.Client.Publishing;

/// <summary>The meter <see cref="Name"/>: events by outcome, and the size of batches.</summary>
internal sealed class PublisherMeter
{
    public const string Name = "JourneyGrains.Client";

    private readonly Counter<long> events;
    private readonly Histogram<int> batches;

    public PublisherMeter(IMeterFactory factory)
    {
        var meter = factory.Create(Name);
        events = meter.CreateCounter<long>("journeygrains.client.published", "{event}", "Events acknowledged, by outcome.");
        batches = meter.CreateHistogram<int>("journeygrains.client.batch", "{event}", "Events of a batch.");
    }

    public void Sent(PublishResult[] results)
    {
        batches.Record(results.Length);
        foreach (var outcome in results.CountBy(result => result.Outcome))
        {
            events.Add(outcome.Value, new KeyValuePair<string, object?>("outcome", outcome.Key.ToString()));
        }
    }
}
