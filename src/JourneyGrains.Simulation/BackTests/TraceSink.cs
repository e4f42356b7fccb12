using System.Text;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.BackTests;

/// <summary>Keeps the traces of a shard in a file until the comparison reads them, so that memory does not grow with the recording.</summary>
internal sealed class TraceSink(string path) : ISimulationSink, IDisposable
{
    private readonly BinaryWriter writer = new(new BufferedStream(File.Create(path), 32 * 1024), Encoding.UTF8);

    private readonly RunTracking runs = new();

    public void Turned(string customerId, TranscriptEntry entry)
    {
        foreach (var reason in runs.Follow(customerId, entry))
        {
            // That a run came to its end is no reason.
            if (reason.Kind != LineKind.Finished)
            {
                Write(customerId, false, reason.Origin, reason.Run);
                writer.Write((byte)reason.Kind);
                writer.Write(reason.At);
                writer.Write(reason.Text);
                writer.Write(reason.Subject);
            }
        }
    }

    public void HandedOver(SimulatedMessage message)
    {
        Write(message.CustomerId, true, message.Message.Origin, runs.HandedOver(message.Message.Id));
        writer.Write(message.Message.Id);
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

        var isMessage = reader.ReadBoolean();
        var origin = reader.ReadString();
        var run = new RunTrace(reader.ReadString(), reader.ReadInt64(), reader.ReadString());
        if (isMessage)
        {
            trace.Messages.Add(new(
                reader.ReadString(), origin, run, reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadInt64()));
        }
        else
        {
            trace.Reasons.Add(new(origin, run, (LineKind)reader.ReadByte(), reader.ReadInt64(), reader.ReadString(), reader.ReadString()));
        }
    }

    private void Write(string customerId, bool isMessage, string origin, RunTrace run)
    {
        writer.Write(customerId);
        writer.Write(isMessage);
        writer.Write(origin);
        writer.Write(run.Key);
        writer.Write(run.Begun);
        writer.Write(run.By);
    }
}
