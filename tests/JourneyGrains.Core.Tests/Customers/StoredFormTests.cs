using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;
using JourneyGrains.Core.Tests.Properties;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Customers;

/// <summary>
/// The stored forms of a state. What is written by hand of the JSON is what the serialiser gives by itself, so that states stored as JSON
/// alone, by the first version, are read.
/// </summary>
public sealed class StoredFormTests
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        IgnoreReadOnlyProperties = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new ValueJson(), new PlainRecent() },
    };

    private static TranscriptEntry Odd { get; } = new(0, default, "event own.type \"ä\" <\u2028\ud83d\ude00\ud800>",
    [
        .. Enum.GetValues<LineKind>().Select(kind => new TranscriptLine(kind, "a \\ b\n", "", "k'", null)),
        new(LineKind.Fact, new string('ü', 3_000), null, null, "m-1"),
    ]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_state_is_written_byte_for_byte_as_the_serialiser_writes_it(int seed)
    {
        foreach (var turn in ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed)).Turns)
        {
            Assert.Equal(Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(turn.State, Plain)), Encoding.UTF8.GetString(CoreJson.Write(turn.State)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_entry_is_written_byte_for_byte_as_the_serialiser_writes_it(int seed)
    {
        foreach (var entry in ChanceLife.Of(Shop.Definitions, Chance.Inputs(seed)).Turns.Select(turn => turn.Entry).OfType<TranscriptEntry>().Append(Odd))
        {
            Assert.Equal(Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(entry, Plain)), Encoding.UTF8.GetString(CoreJson.Write(entry)));
        }
    }

    [Fact]
    public void Members_of_a_later_version_within_events_and_ids_are_passed_over()
    {
        const string Stored = """
            {"id":"c-1","logOffset":-1,"recent":{"events":[{"id":"e-1","more":{"a":[1]},"customerId":"c-1","type":"own.type","time":"2025-11-11T09:00:00+00:00"}]},
             "seen":{"more":[1],"hashes":[1,-2]}}
            """;

        var state = StateEncoding.Read(Encoding.UTF8.GetBytes(Stored));

        var read = Assert.Single(state.Recent.Events);
        Assert.Equal(("e-1", "c-1", "own.type"), (read.Id, read.CustomerId, read.Type));
        Assert.Equal<long>([1, -2], state.Seen.Hashes);
    }

    public static TheoryData<Input> Journaled =>
    [
        new ConsentCommand("k-1", "email", "marketing", true, "asked at the \"till\""),
        new ConsentCommand("k-2", "sms", "service", false, null),
        new WaveInput("flash-sale", "last-call"),
        new ClearanceInput("m-1"),
        new HandOverInput("m-1", HandOverOutcome.Accepted("accepted")),
        new HandOverInput("m-1", new(HandOverResult.Retry, "HTTP 429", TimeSpan.FromMilliseconds(1500))),
        new HandOverInput("m-1", new(HandOverResult.Refused, "HTTP 400")),
    ];

    [Theory]
    [MemberData(nameof(Journaled), DisableDiscoveryEnumeration = true)]
    public void A_journaled_input_is_read_as_it_was_written(Input input)
    {
        foreach (var due in (DateTimeOffset?[])[null, new(2025, 11, 11, 9, 0, 0, TimeSpan.Zero), new DateTimeOffset(2025, 11, 11, 9, 0, 0, TimeSpan.Zero).AddMicroseconds(1)])
        {
            var journaled = new JournaledInput(input, due);
            Assert.Equal(journaled, CoreJson.ReadJournaled(CoreJson.Write(journaled)));
        }
    }

    [Fact]
    public void What_the_log_has_is_not_journaled() =>
        Assert.Throws<NotSupportedException>(() => CoreJson.Write(new JournaledInput(TimerInput.Due, null)));

    [Fact]
    public void A_recent_event_keeps_every_kind_of_value_and_a_type_of_ones_own()
    {
        var list = Value.Of(ImmutableArray.Create(Value.Of("x"), Value.Of(1)));
        var seen = new CustomerEvent("ä-1", "c-1", "own.type", Make.Start, Make.Properties(
            ("orderId", "o-ü"), ("total", 1.50m), ("value", -0.00001m), ("price", decimal.MaxValue), ("cartId", list), ("category", Value.True),
            ("saleId", Value.Of(Make.Start)), ("sessionId", Value.Of(TimeSpan.FromDays(3))), ("ticketId", Value.Null)));
        var state = CustomerState.New("c-1") with { Recent = RecentBehaviour.Empty.Add(seen).Add(seen with { Properties = Value.Null }) };

        var read = StateEncoding.Read(StateEncoding.Write(state)).Recent;

        Assert.Equal([Text(seen), Text(seen with { Properties = Value.Null })], read.Events.Select(Text));
        Assert.Equal(2, read.CountOf("own.type", Make.Start));
        Assert.Equal(1, read.CountOf("own.type", Make.Start, "cartId", list));
    }

    [Fact]
    public void A_state_of_the_second_form_is_read_with_the_lists_that_its_JSON_had()
    {
        const string Json = """
            {"id":"c-1","turns":2,"logOffset":7,"purchases":{"orders":1,"spend":59,"known":[{"id":"o-1","total":59,"placed":true}]},
             "sent":[{"id":"f747f49543e5e3ec046146e26a4e50e7","origin":"thanks","channel":"email","at":"2025-11-11T09:00:00+00:00","address":"6fc09ef307e05ac2"}],
             "loyalty":{"ledger":[{"at":"2025-11-11T09:00:00+00:00","kind":"order","points":118,"reference":"o-1","amount":59}],"tier":"weave","earned":118}}
            """;
        var json = Encoding.UTF8.GetBytes(Json.ReplaceLineEndings(""));
        var id = BitConverter.GetBytes(StableHashing.Number("e-1"));

        var state = StateEncoding.Read([2, (byte)(json.Length | 0x80), (byte)(json.Length >> 7), .. json, 0, (byte)id.Length, .. id]);

        Assert.Equal(("c-1", 2, 7), (state.Id, state.Turns, state.LogOffset));
        Assert.Equal([new("o-1", 59, 0)], state.Purchases.Known);
        Assert.Equal([new("f747f49543e5e3ec046146e26a4e50e7", "thanks", "email", Make.Start) { Address = "6fc09ef307e05ac2" }], state.Sent);
        Assert.Equal([new(Make.Start, LedgerEntry.Order, 118, "o-1", 59)], state.Loyalty.Ledger);
        Assert.Equal(118, state.Loyalty.Balance);
        Assert.Null(state.Seen.AddNew("e-1"));
        Assert.Equal(CoreJson.Write(state), CoreJson.Write(StateEncoding.Read(StateEncoding.Write(state))));
    }

    [Fact]
    public void Rows_of_a_list_are_read_as_they_were_whatever_is_in_them()
    {
        SentMessage[] sent =
        [
            new("00ff", "thänks", "", Make.Start) { Address = "0F" }, new("0", "", "sms", default), new("not hexadecimal", "a", "b", Make.Start.AddTicks(1)) { Address = "abc" },
        ];
        LedgerEntry[] ledger = [new(Make.Start, "own", -7, "", 0.10m), new(Make.Start, LedgerEntry.Refund, long.MinValue, "ü", decimal.MinValue), new(Make.Start, "", long.MaxValue, "", 0)];
        Order[] orders = [new("", 1.00m, 0.5m, false, true), new("o", 0, 0), new("p", 1, 1, true, true)];

        Assert.Equal(sent, PackedList.Of(sent));
        Assert.Equal(ledger, PackedList.Of(ledger));
        Assert.Equal(orders, PackedList.Of(orders));
        Assert.Equal([orders[0], orders[2], orders[2]], PackedList.Of(orders).Replace(orders[1], orders[2]));
        Assert.Equal(orders[1..], PackedList.Of(orders[..2]).Add(orders[2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => PackedList.Of(orders)[3]);
    }

    [Fact]
    public void A_stored_state_that_is_cut_anywhere_is_refused()
    {
        var state = ChanceLife.Of(Shop.Definitions, Chance.Inputs(1)).State;
        var stored = StateEncoding.Write(state);

        Assert.All(Enumerable.Range(0, stored.Length), length => Assert.Throws<JsonException>(() => StateEncoding.Read(stored.AsSpan(0, length))));
    }

    [Fact]
    public void A_state_of_a_later_form_is_refused_with_what_to_do()
    {
        var error = Assert.Throws<JsonException>(() => StateEncoding.Read([4, 0, 0, 0]));

        Assert.Contains("newer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"c-1","recent":{"events":[7]}}""")]
    [InlineData("""{"id":"c-1","seen":[1]}""")]
    [InlineData("""{"id":"c-1","seen":{"hashes":["x"]}}""")]
    public void What_is_no_stored_state_is_refused(string stored) =>
        Assert.Throws<JsonException>(() => StateEncoding.Read(Encoding.UTF8.GetBytes(stored)));

    private static string Text(CustomerEvent input) => $"{input.CustomerId} {Encoding.UTF8.GetString(EventJson.Write(input))}";

    /// <summary>Recent events as the record that they were in the first version.</summary>
    private sealed class PlainRecent : JsonConverter<RecentBehaviour>
    {
        public override void Write(Utf8JsonWriter writer, RecentBehaviour value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new { value.Events }, options);

        public override RecentBehaviour Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
