using System.Collections.Immutable;
using System.Text;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Tests.Making;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Events;

public sealed class ReadingTests
{
    [Fact]
    public void An_event_reads_back_as_what_was_written()
    {
        var input = Make.Event(
            "e", EventTypes.CartUpdated, "90s", ("cartId", "a\"ü"), ("value", 10.50m), ("since", Make.At("1h")), ("gone", null));

        var read = EventJson.Read(EventJson.Write(input, Make.At("2m")), out var arrival);

        Assert.Equal(input, read.Event);
        Assert.Equal(Make.At("2m"), arrival);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"e\"")]
    [InlineData("{\"id\":\"e\",\"customer\":\"c\",\"type\":7,\"time\":\"2025-11-11T09:00:00Z\"}")]
    [InlineData("{\"id\":1e999,\"customer\":\"c\",\"type\":\"a\",\"time\":\"2025-11-11T09:00:00Z\"}")]
    [InlineData("{\"id\":\"e\",\"customer\":\"c\",\"type\":\"a\",\"time\":\"2025-11-11T09:00:00Z\",\"propertys\":{}}")]
    [InlineData("{\"id\":\"e\",\"customer\":\"c\",\"type\":\"a\",\"time\":\"2025-11-11T09:00:00Z\",\"properties\":{\"n\":1e999}}")]
    [InlineData("{\"id\":\"e\",\"customer\":\"c\",\"type\":\"a\",\"time\":\"2025-11-11T09:00:00Z\"}{\"id\":\"f\"}")]
    [InlineData("{\"id\":\"e\",\"customer\":\"c\",\"type\":\"a\",\"time\":\"2025-11-11T09:00:00Z\"} trailing")]
    public void What_is_no_event_is_refused_as_unreadable(string text)
    {
        Assert.Equal(RefusalCodes.Unreadable, EventJson.Read(Encoding.UTF8.GetBytes(text), out _).Refusal?.Code);
    }

    [Theory]
    [InlineData("not json at all", "Not an event: 'not json at all' is an invalid JSON literal. Expected the literal 'null'.")]
    [InlineData("{\"id\":\"e\",\"customer\":\" LineNumber: 3\",\"x LineNumber: 1\":1}",
        "Not an event: unknown member 'x LineNumber: 1'; known are id, customer, type, time, properties and arrival")]
    public void The_parser_s_own_place_in_the_text_is_not_told(string text, string reason)
    {
        Assert.Equal(reason, EventJson.Read(Encoding.UTF8.GetBytes(text), out _).Refusal?.Reason);
    }

    [Fact]
    public void Invalid_utf_8_is_refused_as_unreadable()
    {
        byte[] bytes = [.. "{\"id\":\""u8, 0xFF, 0xFE, .. "\",\"customer\":\"c\",\"type\":\"a\",\"time\":\"2025-11-11T09:00:00Z\"}"u8];

        Assert.Equal(RefusalCodes.Unreadable, EventJson.Read(bytes, out _).Refusal?.Code);
    }

    [Theory]
    [InlineData("2025-11-11T09:30:00Z")]
    [InlineData("2025-11-11T09:30:00.1234567Z")]
    [InlineData("2025-11-11T09:30:00.12345678Z")]
    [InlineData("2025-11-11T09:30:00.Z")]
    [InlineData("2025-11-11T09:30Z")]
    [InlineData("2025-11-11T09Z")]
    [InlineData("2025-11-11T09:30:00z")]
    [InlineData("2025-11-11t09:30:00Z")]
    [InlineData("2025-11-11 09:30:00Z")]
    [InlineData("2025-11-11T24:00:00Z")]
    [InlineData("2025-11-11T23:59:60Z")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2025-11-11")]
    [InlineData("2025-11-11T09:30:00")]
    [InlineData("2025-11-11T09:30:00+01:00")]
    [InlineData("Z")]
    public void A_time_means_what_it_means_elsewhere(string text)
    {
        var json = $$"""{"id":"e","customer":"c","type":"a","time":"{{text}}"}""";
        DateTimeOffset? expected = Moments.TryParse(text, out var moment) ? Moments.ToMicroseconds(moment) : null;

        Assert.Equal(expected, EventJson.Read(Encoding.UTF8.GetBytes(json), out _).Event?.Time);
    }

    [Fact]
    public void The_size_is_never_above_its_bound()
    {
        foreach (var value in new[]
        {
            Value.Null, Value.True, Value.False, Value.Of(decimal.MinValue), Value.Of(-0.0000000000000000000000000001m), Value.Of("\u2028ä\"\ud800"),
            Value.Of(DateTimeOffset.MaxValue), Value.Of(TimeSpan.MinValue), Value.EmptyMap, Value.Of(ImmutableArray<Value>.Empty),
        })
        {
            Assert.InRange(EventJson.SizeOf(value), 1, ValueSize.AtMost(value));
            var within = Value.Of(ValueMap.Of(("ü", value), ("list", Value.Of([value, value, value]))));
            Assert.InRange(EventJson.SizeOf(within), 1, ValueSize.AtMost(within));
        }
    }

    [Theory]
    [InlineData("12.50", "12.5")]
    [InlineData("-3", "-3")]
    [InlineData("1e2", "100")]
    [InlineData("12,50", null)]
    [InlineData("1,000", null)]
    [InlineData("ten", null)]
    public void A_number_written_as_text_is_read_only_where_it_can_be_meant_one_way(string text, string? expected)
    {
        var read = EventChecks.Check(Make.Event("e", EventTypes.CartUpdated, "0s", ("cartId", "a"), ("value", text)), Make.Start);

        Assert.Equal(expected, read.Event?["value"].ToString());
        Assert.Equal(expected is null ? RefusalCodes.Kind : null, read.Refusal?.Code);
    }

    [Fact]
    public void What_is_missing_too_large_or_absurd_is_refused_with_its_code()
    {
        var fine = Make.Event("e", EventTypes.CartUpdated, "0s", ("cartId", "a"), ("value", 1));

        Assert.Null(Code(fine));
        Assert.Equal(RefusalCodes.Id, Code(fine with { Id = " " }));
        Assert.Equal(RefusalCodes.Customer, Code(fine with { CustomerId = new string('c', EventLimits.CustomerIdLengthMax + 1) }));
        Assert.Equal(RefusalCodes.Type, Code(fine with { Type = "Cart Updated" }));
        Assert.Equal(RefusalCodes.Time, Code(fine with { Time = Make.Start + EventLimits.AheadMax + TimeSpan.FromSeconds(1) }));
        Assert.Equal(RefusalCodes.Time, Code(fine with { Time = EventLimits.Earliest.AddSeconds(-1) }));
        Assert.Equal(RefusalCodes.Missing, Code(With(("cartId", "a"))));
        Assert.Equal(RefusalCodes.TooLarge, Code(With(("cartId", new string('a', EventLimits.TextLengthMax + 1)), ("value", 1))));
        Assert.Equal(RefusalCodes.TooLarge, Code(With(("x", new string('a', EventLimits.PropertiesBytesMax)))));
        Assert.Equal(RefusalCodes.Unreadable, Code(fine with { Properties = Value.Of("text") }));
    }

    private static CustomerEvent With(params ReadOnlySpan<(string Name, object? Value)> properties) =>
        Make.Event("e", EventTypes.CartUpdated, "0s", properties);

    private static string? Code(CustomerEvent input) => EventChecks.Check(input, Make.Start).Refusal?.Code;
}
