using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Output;

/// <summary>Keeps what a shard tells for the report's files.</summary>
internal sealed class FileSink(int shard, ReportFiles files) : ISimulationSink
{
    public void Turned(string customerId, TranscriptEntry entry) =>
        files.Transcript.Add(shard, 0, customerId, ReportJson.Entry(customerId, entry));

    public void HandedOver(SimulatedMessage message) =>
        files.Messages.Add(shard, message.HandedOverAt.UtcTicks, message.CustomerId, ReportJson.Message(message));
}
