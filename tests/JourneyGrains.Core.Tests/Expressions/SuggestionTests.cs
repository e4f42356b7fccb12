using JourneyGrains.Core.Expressions;

namespace JourneyGrains.Core.Tests.Expressions;

public class SuggestionTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    [InlineData("wiat", "wait", 1)]
    [InlineData("order.placed", "orders.place", 2)]
    public void The_distance_is_the_number_of_single_changes(string left, string right, int distance)
    {
        Assert.Equal(distance, Suggestions.Distance(left, right));
        Assert.Equal(distance, Suggestions.Distance(right, left));
    }

    [Fact]
    public void The_nearest_name_is_suggested_and_a_far_one_is_not()
    {
        Assert.Equal("template", Suggestions.For("templat", ["channel", "template", "purpose"]));
        Assert.Equal("Template", Suggestions.For("template", ["templates", "Template"]));
        Assert.Null(Suggestions.For("colour", ["channel", "template", "purpose"]));
        Assert.Null(Suggestions.For(new string('a', 10_000), [new string('a', 10_000)]));
    }
}
