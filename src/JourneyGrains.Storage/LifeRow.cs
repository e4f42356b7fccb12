using JourneyGrains.Core.Values;

namespace JourneyGrains.Storage;

/// <summary>A customer beside one row of the journal, or beside none: how a database gives lives, in order.</summary>
internal readonly record struct LifeRow(string CustomerId, byte[] State, JournalRow? Row)
{
    /// <param name="number">Null: the customer has no journal.</param>
    /// <param name="at">Microseconds since 1970.</param>
    public static LifeRow Of(string customerId, byte[] state, long? number, long at, long afterOffset, string input) =>
        new(customerId, state, number is { } kept ? new JournalRow(kept, Moments.FromUnixMicroseconds(at), afterOffset, input) : null);

    public static IReadOnlyList<StoredLife> Gather(IReadOnlyList<LifeRow> rows) =>
    [
        .. rows.GroupBy(row => row.CustomerId, StringComparer.Ordinal)
            .Select(life => new StoredLife(life.Key, life.First().State, [.. life.Select(row => row.Row).OfType<JournalRow>()])),
    ];
}
