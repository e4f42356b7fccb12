using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Rehearsals;

/// <summary>What a rehearsal found.</summary>
/// <param name="Load">Events, over time.</param>
/// <param name="PeakPerMinute">Events in the busiest minute.</param>
/// <param name="Knowledge">When customers will know, by channel and journey.</param>
/// <param name="Channels">By name.</param>
public sealed record RehearsalFindings(
    RunFindings Findings, Timeline Load, long PeakPerMinute, IReadOnlyList<Knowledge> Knowledge, IReadOnlyList<ChannelFindings> Channels)
{
    /// <summary>What is given away, by offer and journey.</summary>
    public IReadOnlyList<OfferFindings> Offers { get; init; } = [];
}

/// <summary>When the customers who are told something by a channel will know, given what the channel takes.</summary>
/// <param name="First">When the first leaves.</param>
/// <param name="Last">When the last leaves: the last customer knows.</param>
/// <param name="WaitMiddle">For the channel, of one in two messages at most.</param>
/// <param name="WaitLongest">For the channel, of all at most.</param>
/// <param name="ShortestLife">From ready to expiry. Where the longest wait is longer, messages expire while they wait.</param>
public sealed record Knowledge(
    string Channel, string Origin, long Messages, DateTimeOffset First, DateTimeOffset Last, TimeSpan WaitMiddle, TimeSpan WaitLongest, TimeSpan ShortestLife)
{
    public bool Expires => WaitLongest > ShortestLife;
}

/// <summary>What a channel has to carry.</summary>
/// <param name="RatePerSecond">Null: no bound was given.</param>
/// <param name="BusiestSecond">Messages that become ready within one second, at most.</param>
/// <param name="LongestQueue">Messages that wait at once, at most.</param>
/// <param name="Cost">Null: none was given.</param>
public sealed record ChannelFindings(string Channel, long Messages, double? RatePerSecond, long BusiestSecond, long LongestQueue, decimal? Cost);
