using JourneyGrains.Core.Customers;

namespace JourneyGrains.Grains.Customers;

/// <summary>Sees each committed transcript entry of this silo, in the order of its customer: live views and the demo listen here.</summary>
public interface ITurnFeed
{
    /// <summary>Called on the customer's turn: it must return at once and never throw.</summary>
    void Publish(string customerId, TranscriptEntry entry);
}

/// <summary>Nobody listens.</summary>
public sealed class SilentTurnFeed : ITurnFeed
{
    public void Publish(string customerId, TranscriptEntry entry)
    {
    }
}
