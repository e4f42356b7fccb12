using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Tests.Properties;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Customers;

/// <summary>The hand-written parts of a stored state give what the serialiser gives by itself: files of any version can be read.</summary>
public sealed class StoredFormTests
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        IgnoreReadOnlyProperties = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new ValueJson() },
    };

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

    [Fact]
    public void Members_of_a_later_version_within_events_and_ids_are_passed_over()
    {
        const string Stored = """
            {"id":"c-1","logOffset":-1,"recent":{"events":[{"id":"e-1","more":{"a":[1]},"customerId":"c-1","type":"own.type","time":"2025-11-11T09:00:00+00:00"}]},
             "seen":{"more":[1],"hashes":[1,-2]}}
            """;

        var state = CoreJson.ReadState(Encoding.UTF8.GetBytes(Stored));

        var read = Assert.Single(state.Recent.Events);
        Assert.Equal(("e-1", "c-1", "own.type"), (read.Id, read.CustomerId, read.Type));
        Assert.Equal<long>([1, -2], state.Seen.Hashes);
    }

    [Theory]
    [InlineData("""{"id":"c-1","recent":{"events":[7]}}""")]
    [InlineData("""{"id":"c-1","seen":[1]}""")]
    [InlineData("""{"id":"c-1","seen":{"hashes":["x"]}}""")]
    public void What_is_no_stored_state_is_refused(string stored) =>
        Assert.Throws<JsonException>(() => CoreJson.ReadState(Encoding.UTF8.GetBytes(stored)));
}
