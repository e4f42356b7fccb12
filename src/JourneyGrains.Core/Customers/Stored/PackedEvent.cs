using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers.Stored;

/// <summary>
/// One recent event as it lies in memory and in a stored state: time, type, id, properties. About 40 bytes, a fifth of its JSON; a condition
/// looks at it where it lies, without making objects of it.
/// </summary>
internal readonly ref struct PackedEvent
{
    // What stands for a name is stored: only ever add at the end. A name that is not here is written out.
    private static readonly ImmutableArray<string> Types =
    [
        "", EventTypes.CustomerIdentified, EventTypes.ConsentChanged, EventTypes.ProductViewed, EventTypes.CartUpdated, EventTypes.CheckoutStarted,
        EventTypes.OrderPlaced, EventTypes.OrderRefunded, EventTypes.ShipmentDispatched, EventTypes.ShipmentDelayed, EventTypes.ShipmentDelivered,
        EventTypes.PriceChanged, EventTypes.StockChanged, EventTypes.SaleExpiring, EventTypes.MessageDelivered, EventTypes.MessageOpened,
        EventTypes.MessageClicked, EventTypes.MessageBounced, EventTypes.MessageComplained, EventTypes.MessageReplied,
    ];

    private static readonly ImmutableArray<string> Names =
    [
        "", "orderId", "cartId", "productId", "saleId", "shipmentId", "messageId", "ticketId", "sessionId", "category", "total", "value", "price",
    ];

    private static readonly FrozenDictionary<string, byte> TypeCodes = Codes(Types);
    private static readonly FrozenDictionary<string, byte> NameCodes = Codes(Names);

    private readonly ReadOnlySpan<byte> rest;
    private readonly byte typeCode;

    /// <exception cref="JsonException">Not a packed event.</exception>
    public PackedEvent(ReadOnlySpan<byte> packed)
    {
        var reader = new PackedReader(packed);
        Time = reader.Moment();
        typeCode = reader.Byte();
        rest = reader.Rest;
    }

    public DateTimeOffset Time { get; }

    public string Type => typeCode switch
    {
        0 => Encoding.UTF8.GetString(WrittenType),
        _ when typeCode < Types.Length => Types[typeCode],
        _ => throw PackedReader.OfLaterVersion($"an event of type number {typeCode}"),
    };

    public static void Write(PackedWriter writer, CustomerEvent input)
    {
        writer.Moment(input.Time);
        var code = TypeCodes.GetValueOrDefault(input.Type);
        writer.Byte(code);
        if (code == 0)
        {
            writer.Text(input.Type);
        }

        writer.Text(input.Id);
        if (input.Properties.Kind == ValueKind.Map)
        {
            WriteKept(writer, input.Properties.AsMap());
        }
    }

    public bool IsOf(string name) => typeCode == 0
        ? IsText(WrittenType, name)
        : typeCode < Types.Length && Types[typeCode] == name;

    /// <summary>The property, or absent.</summary>
    public Value this[string property]
    {
        get
        {
            var reader = AfterType();
            _ = reader.Bytes();
            if (reader.Rest.IsEmpty || !NameCodes.TryGetValue(property, out var wanted))
            {
                return Value.Null;
            }

            for (var left = reader.Byte(); left > 0; left--)
            {
                var found = reader.Byte() == wanted;
                var value = PackedValue.Read(ref reader, skip: !found);
                if (found)
                {
                    return value;
                }
            }

            return Value.Null;
        }
    }

    public bool HasId(string id) => IsText(AfterType().Bytes(), id);

    public CustomerEvent ToEvent(string customerId)
    {
        var reader = AfterType();
        return new(reader.Text(), customerId, Type, Time, Properties(reader));
    }

    private static bool IsText(ReadOnlySpan<byte> written, string text) =>
        Ascii.Equals(written, text) || (!Ascii.IsValid(written) && Encoding.UTF8.GetString(written) == text);

    /// <summary>Where the type has no number.</summary>
    private ReadOnlySpan<byte> WrittenType => new PackedReader(rest).Bytes();

    /// <summary>At the id, behind which the properties lie. Read only where somebody asks: most are passed over for their time or type.</summary>
    private PackedReader AfterType()
    {
        var reader = new PackedReader(rest);
        if (typeCode == 0)
        {
            _ = reader.Bytes();
        }

        return reader;
    }

    private static Value Properties(PackedReader reader)
    {
        if (reader.Rest.IsEmpty)
        {
            return Value.Null;
        }

        var fields = new ValueMapBuilder();
        for (var left = reader.Byte(); left > 0; left--)
        {
            var name = reader.Byte();
            var value = PackedValue.Read(ref reader);
            fields[name < Names.Length ? Names[name] : throw PackedReader.OfLaterVersion($"property {name}")] = value;
        }

        return Value.Of(fields.ToImmutable());
    }

    private static void WriteKept(PackedWriter writer, ValueMap fields)
    {
        if (fields.KnownPacked is { } known)
        {
            writer.Append(known);
            return;
        }

        var from = writer.Written.Length;
        WriteFields(writer, fields);
        fields.Packs(writer.Written[from..]);
    }

    private static void WriteFields(PackedWriter writer, ValueMap fields)
    {
        Span<byte> codes = fields.Count <= EventLimits.PropertiesMax ? stackalloc byte[EventLimits.PropertiesMax] : new byte[fields.Count];
        var (at, kept) = (0, (byte)0);
        foreach (var (name, _) in fields)
        {
            codes[at] = NameCodes.GetValueOrDefault(name);
            kept += codes[at++] > 0 ? (byte)1 : (byte)0;
        }

        writer.Byte(kept);
        at = 0;
        foreach (var (_, value) in fields)
        {
            if (codes[at++] is > 0 and var code)
            {
                writer.Byte(code);
                PackedValue.Write(writer, value);
            }
        }
    }

    private static FrozenDictionary<string, byte> Codes(ImmutableArray<string> names) => names.Skip(1)
        .Select((name, index) => KeyValuePair.Create(name, (byte)(index + 1))).ToFrozenDictionary(StringComparer.Ordinal);
}
