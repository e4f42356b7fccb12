namespace JourneyGrains.Storage.Sqlite;

/// <summary>Keys of the log's rows: the partition in the high bits, the offset in the low ones, so that one tree holds all in order.</summary>
internal static class LogPlaces
{
    private const int OffsetBits = 40;

    public static long Of(int partition, long offset) => ((long)partition << OffsetBits) + offset;

    public static long Offset(long place) => place & ((1L << OffsetBits) - 1);

    /// <summary>Below every place of the partition.</summary>
    public static long Before(int partition) => Of(partition, 0) - 1;

    /// <summary>Above every place of the partition.</summary>
    public static long End(int partition) => Of(partition + 1, 0);
}
