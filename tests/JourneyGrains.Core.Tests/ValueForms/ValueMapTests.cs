using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.ValueForms;

/// <summary>A map of values does what a sorted dictionary does, whatever is done to it in whatever order. The seed is in the test's name.</summary>
public sealed class ValueMapTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 12)]
    [InlineData(3, 40)]
    [InlineData(4, 200)]
    public void It_holds_what_a_sorted_dictionary_holds(int seed, int names)
    {
        var random = new Random(seed);
        var expected = ImmutableSortedDictionary.Create<string, Value>(StringComparer.Ordinal);
        var (map, builder) = (ValueMap.Empty, new ValueMapBuilder(capacity: 0));
        for (var change = 0; change < 600; change++)
        {
            var (name, value) = ($"{"aAäz"[random.Next(4)]}{random.Next(names)}", Value.Of(change));
            if (random.Next(4) == 0)
            {
                (expected, map) = (expected.Remove(name), map.Remove(name));
                builder = new([.. map]);
            }
            else
            {
                (expected, map) = (expected.SetItem(name, value), map.SetItem(name, value));
                builder[name] = value;
            }

            Assert.Equal(expected, map);
            Assert.Equal(expected, builder.ToImmutable());
            Assert.Equal(expected.TryGetValue(name, out var there), map.TryGetValue(name, out var found) & builder.TryGetValue(name, out _));
            Assert.Equal((there, expected.Count, expected.ContainsKey("none")), (found, map.Count, map.ContainsKey("none")));
        }

        Assert.Equal(map, (ValueMap)expected);
        Assert.Equal(map, ValueMap.Of([.. expected.Reverse().Select(field => (field.Key, field.Value))]));
    }

    [Fact]
    public void Maps_are_equal_by_content_and_a_name_is_added_once()
    {
        var map = ValueMap.Of(("b", Value.Of(1)), ("a", Value.Of("x")), ("b", Value.Of(2)));
        Assert.Equal(["a", "b"], map.Keys);
        Assert.Equal(2, map["b"].AsNumber());
        Assert.Equal(map, ValueMap.Empty.Add("a", Value.Of("x")).Add("b", Value.Of(2)));
        Assert.NotEqual(map, map.SetItem("a", Value.Null));
        Assert.NotEqual(map, map.Remove("a"));
        Assert.Throws<ArgumentException>(() => map.Add("a", Value.Null));
        Assert.Throws<KeyNotFoundException>(() => map["c"]);
    }

    [Fact]
    public void It_is_an_object_in_json_as_a_dictionary_is()
    {
        var options = new JsonSerializerOptions { Converters = { new ValueJson() } };
        var dictionary = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, Value>
        {
            ["$t"] = Value.Of("2025-11-11T09:00:00Z"),
        });
        foreach (var fields in new[] { dictionary, dictionary.Clear(), dictionary.Add("ä", Value.Of(DateTimeOffset.UnixEpoch)).Add("b", Value.EmptyMap) })
        {
            var json = JsonSerializer.SerializeToUtf8Bytes<ValueMap>(fields, options);
            Assert.Equal(JsonSerializer.Serialize(fields, options), Encoding.UTF8.GetString(json));
            Assert.Equal(fields, JsonSerializer.Deserialize<ValueMap>(json, options)!);
        }

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ValueMap>("[]", options));
    }
}
