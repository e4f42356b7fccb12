using System.Text.Json.Serialization;
using JourneyGrains.Core.Customers.Stored;

namespace JourneyGrains.Core.Loyalty;

/// <summary>A customer's points: the balance is the sum of the ledger and never negative (I8).</summary>
public sealed record LoyaltyAccount
{
    /// <summary>Entries kept one by one; older ones are summed into <see cref="CarriedForward"/>.</summary>
    public const int EntriesMax = 50;

    public static LoyaltyAccount Empty { get; } = new();

    /// <summary>The sum of the entries no longer kept.</summary>
    public long CarriedForward { get; init; }

    [JsonConverter(typeof(PackedListJson<LedgerEntry>))]
    public PackedList<LedgerEntry> Ledger { get; init; } = PackedList.Empty<LedgerEntry>();

    /// <summary>The name of the tier; empty where there is no programme.</summary>
    public string Tier { get; init; } = "";

    /// <summary>Points ever earned, reversals not taken off.</summary>
    public long Earned { get; init; }

    public long Balance
    {
        get
        {
            var balance = CarriedForward;
            foreach (var entry in Ledger.Rows)
            {
                balance += LedgerEntry.PointsOf(entry);
            }

            return balance;
        }
    }
}

/// <summary>One movement of points.</summary>
/// <param name="Points">Positive: earned; negative: reversed or spent.</param>
/// <param name="Reference">What for: the order id, the reason of an award, the name of an offer.</param>
/// <param name="Amount">The order's total (earned), or the amount refunded (reversed), in the currency; else 0.</param>
public sealed record LedgerEntry(DateTimeOffset At, string Kind, long Points, string Reference, decimal Amount) : IPacked<LedgerEntry>
{
    public const string Order = "order";
    public const string Refund = "refund";

    /// <summary>By a step of a journey.</summary>
    public const string Award = "award";

    /// <summary>By an offer that was redeemed.</summary>
    public const string Offer = "offer";

    // What stands for a kind is stored: only ever add at the end. A kind that is not here is written out.
    private static readonly string[] Kinds = ["", Order, Refund, Award, Offer];

    /// <summary>The points of a packed entry, which come first in it.</summary>
    internal static long PointsOf(ReadOnlySpan<byte> packed) => new PackedReader(packed).Whole();

    static void IPacked<LedgerEntry>.Pack(PackedWriter writer, LedgerEntry row)
    {
        writer.Whole(row.Points);
        writer.Moment(row.At);
        var kind = Math.Max(0, Array.IndexOf(Kinds, row.Kind));
        writer.Byte((byte)kind);
        if (kind == 0)
        {
            writer.Text(row.Kind);
        }

        writer.Text(row.Reference);
        writer.Amount(row.Amount);
    }

    static LedgerEntry IPacked<LedgerEntry>.Unpack(ref PackedReader reader)
    {
        var (points, at, kind) = (reader.Whole(), reader.Moment(), reader.Byte());
        var name = kind == 0 ? reader.Text() : kind < Kinds.Length ? Kinds[kind] : throw PackedReader.OfLaterVersion($"an entry of kind number {kind}");
        return new(at, name, points, reader.Text(), reader.Amount());
    }
}
