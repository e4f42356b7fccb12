using System.Text;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Output;

/// <summary>
/// Lines of output on their way to one file in one order, though the shards make them side by side: each shard's go to a temporary file,
/// are sorted there, one shard at a time, and merged. The order is that of the moment, then of the customer's id, then of a customer's
/// own lines. Disposing deletes the temporary files.
/// </summary>
internal sealed class SpilledLines : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("journeygrains-lines-").FullName;
    private readonly BinaryWriter?[] shards = new BinaryWriter?[LogSimulation.Shards];
    private readonly long[] counts = new long[LogSimulation.Shards];

    public long Count => counts.Sum();

    /// <summary>From the shard's own thread.</summary>
    /// <param name="moment">What sorts first; the same for all where the customer is to sort first.</param>
    public void Add(int shard, long moment, string customerId, byte[] line)
    {
        var writer = shards[shard] ??= new(new BufferedStream(File.Create(PathOf(shard)), 64 * 1024), Encoding.UTF8);
        counts[shard]++;
        writer.Write(moment);
        writer.Write(customerId);
        writer.Write(line.Length);
        writer.Write(line);
    }

    /// <summary>All lines in their order, once nothing is added any more.</summary>
    public IEnumerable<byte[]> Read() =>
        SortedMerge.Of(Enumerable.Range(0, shards.Length).Where(shard => shards[shard] is not null).Select(Sorted), line => line).Select(line => line.Bytes);

    public void WriteTo(string path)
    {
        using var file = new BufferedStream(File.Create(path), 64 * 1024);
        foreach (var line in Read())
        {
            file.Write(line);
            file.WriteByte((byte)'\n');
        }
    }

    public void Dispose()
    {
        foreach (var writer in shards)
        {
            writer?.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private IEnumerable<Line> Sorted(int shard)
    {
        shards[shard]!.Dispose();
        var lines = Stored(shard).Order().ToArray();
        using (var sorted = new BinaryWriter(new BufferedStream(File.Create(PathOf(shard)), 64 * 1024), Encoding.UTF8))
        {
            foreach (var line in lines)
            {
                sorted.Write(line.Moment);
                sorted.Write(line.CustomerId);
                sorted.Write(line.Bytes.Length);
                sorted.Write(line.Bytes);
            }
        }

        return Stored(shard);
    }

    private IEnumerable<Line> Stored(int shard)
    {
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(PathOf(shard)), 64 * 1024), Encoding.UTF8);
        for (var number = 0L; number < counts[shard]; number++)
        {
            yield return new(reader.ReadInt64(), reader.ReadString(), number, reader.ReadBytes(reader.ReadInt32()));
        }
    }

    private string PathOf(int shard) => Path.Combine(folder, $"{shard}.lines");

    private sealed record Line(long Moment, string CustomerId, long Number, byte[] Bytes) : IComparable<Line>
    {
        public int CompareTo(Line? other)
        {
            var order = Moment.CompareTo(other!.Moment);
            order = order != 0 ? order : string.CompareOrdinal(CustomerId, other.CustomerId);
            return order != 0 ? order : Number.CompareTo(other.Number);
        }
    }
}
