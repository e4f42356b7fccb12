using System.Text;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Findings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.BackTests;

/// <summary>Keeps the traces of a shard in a file until the comparison reads them, so that memory does not grow with the recording.</summary>
internal sealed class TraceSink(string path) : ISimulationSink, IDisposable
{
    private readonly BinaryWriter writer = new(new BufferedStream(File.Create(path), 32 * 1024), Encoding.UTF8);

    // The keys of messages decided and not yet handed over.
    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);

    public void Turned(string customerId, TranscriptEntry entry)
    {
        foreach (var line in entry.Lines)
        {
            if (line is { Kind: LineKind.Sent, Key: not null, Subject: not null })
            {
                keys[line.Subject] = line.Key;
            }
            else if (line.Origin is not null && (Reasons.Tells(line) || line.Kind == LineKind.Exited))
            {
                writer.Write(customerId);
                writer.Write(false);
                writer.Write(line.Origin);
                writer.Write(line.Key ?? KeyOf(line));
                writer.Write(line.Text);
            }
        }
    }

    public void HandedOver(SimulatedMessage message)
    {
        writer.Write(message.CustomerId);
        writer.Write(true);
        writer.Write(message.Message.Origin);
        writer.Write(keys.Remove(message.Message.Id, out var key) ? key : "");
        writer.Write(message.Message.Template);
        writer.Write(message.Message.Channel);
        writer.Write(message.HandedOverAt.UtcTicks);
        writer.Write(message.Rendered is { } text ? StableHashing.Number(text.Subject ?? "", text.Text) : 0);
    }

    public void Dispose() => writer.Dispose();

    /// <summary>What was kept, by customer. Once, at the end.</summary>
    public SortedDictionary<string, CustomerTrace> Read()
    {
        writer.Dispose();
        var customers = new SortedDictionary<string, CustomerTrace>(StringComparer.Ordinal);
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 64 * 1024), Encoding.UTF8);
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            ReadOne(reader, customers);
        }

        return customers;
    }

    private static void ReadOne(BinaryReader reader, SortedDictionary<string, CustomerTrace> customers)
    {
        var id = reader.ReadString();
        if (!customers.TryGetValue(id, out var trace))
        {
            customers[id] = trace = new();
        }

        if (reader.ReadBoolean())
        {
            trace.Messages.Add(new(
                reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadInt64()));
        }
        else
        {
            trace.Reasons.Add(new(reader.ReadString(), reader.ReadString(), reader.ReadString()));
        }
    }

    private string KeyOf(TranscriptLine line) => line.Subject is not null && keys.Remove(line.Subject, out var key) ? key : "";
}
