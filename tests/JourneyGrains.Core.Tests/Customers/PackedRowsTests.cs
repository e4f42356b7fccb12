using JourneyGrains.Core.Customers.Stored;

namespace JourneyGrains.Core.Tests.Customers;

/// <summary>Versions of packed rows share arrays: none of them may ever show in another.</summary>
public sealed class PackedRowsTests
{
    private const int Versions = 400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_version_keeps_its_rows_whatever_is_added_to_it_and_to_the_others(int seed)
    {
        var chance = new Random(seed);
        var most = chance.Next(1, 70);
        var versions = new List<(PackedRows Rows, byte[][] Expected)> { (default, []) };
        for (var number = 0; number < Versions; number++)
        {
            // Mostly the newest, as turns do; else one that was added to before, as a turn that is taken again does.
            var (rows, expected) = versions[chance.Next(4) == 0 ? chance.Next(versions.Count) : versions.Count - 1];
            rows = chance.Next(20) == 0 ? PackedRows.Unpack(rows.Bytes) : rows;
            var row = new byte[chance.Next(4) == 0 ? chance.Next(300) : chance.Next(60)];
            chance.NextBytes(row);
            versions.Add((rows.Add(row, most), [.. expected.Append(row).TakeLast(most)]));
        }

        foreach (var (rows, expected) in versions)
        {
            AssertAre(expected, rows, $"seed {seed}");
        }
    }

    [Fact]
    public void Many_who_add_to_one_version_at_once_each_get_their_own()
    {
        var rows = default(PackedRows);
        for (var number = 0; number < 40; number++)
        {
            rows = rows.Add([(byte)number, 1, 2, 3], 64);
        }

        var added = new PackedRows[500];
        Parallel.For(0, added.Length, number => added[number] = rows.Add([(byte)number, (byte)(number >> 8)], 64).Add([9], 64));

        byte[][] before = [.. Enumerable.Range(0, 40).Select(number => new byte[] { (byte)number, 1, 2, 3 })];
        for (var number = 0; number < added.Length; number++)
        {
            AssertAre([.. before, [(byte)number, (byte)(number >> 8)], [9]], added[number], $"number {number}");
        }
    }

    [Fact]
    public void A_long_list_that_grows_is_copied_now_and_then_only()
    {
        var rows = default(PackedRows);
        var copies = 0;
        for (var number = 0; number < 1_000; number++)
        {
            var next = rows.Add(new byte[40], 64);
            copies += next.Bytes.Overlaps(rows.Bytes) ? 0 : 1;
            rows = next;
        }

        Assert.Equal(64, rows.Count);
        Assert.InRange(copies, 10, 120);
    }

    private static void AssertAre(byte[][] expected, PackedRows rows, string of)
    {
        var found = new List<byte[]>();
        foreach (var row in rows)
        {
            found.Add(row.ToArray());
        }

        Assert.True(expected.Length == rows.Count && expected.Length == found.Count, of);
        Assert.True(expected.Zip(found).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)), of);
    }
}
