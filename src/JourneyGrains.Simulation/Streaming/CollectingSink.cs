using JourneyGrains.Core.Customers;

namespace JourneyGrains.Simulation.Streaming;

/// <summary>Keeps all of a shard in memory.</summary>
internal sealed class CollectingSink(bool keepTranscript) : ISimulationSink
{
    private readonly Dictionary<string, List<TranscriptEntry>> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SimulatedMessage>> messages = new(StringComparer.Ordinal);
    private readonly List<RefusedEvent> refusals = [];
    private readonly List<SimulatedCustomer> customers = [];

    public IReadOnlyList<SimulatedCustomer> Customers => customers;

    public IReadOnlyList<RefusedEvent> Refusals => refusals;

    public void Turned(string customerId, TranscriptEntry entry)
    {
        if (keepTranscript)
        {
            Of(entries, customerId).Add(entry);
        }
    }

    public void HandedOver(SimulatedMessage message) => Of(messages, message.CustomerId).Add(message);

    public void Refused(RefusedEvent refused) => refusals.Add(refused);

    public void Ended(CustomerState state) =>
        customers.Add(new(state, [.. entries.GetValueOrDefault(state.Id, [])], [.. messages.GetValueOrDefault(state.Id, [])]));

    private static List<T> Of<T>(Dictionary<string, List<T>> all, string customerId)
    {
        if (!all.TryGetValue(customerId, out var those))
        {
            all[customerId] = those = [];
        }

        return those;
    }
}
