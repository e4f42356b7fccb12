using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.Tests.Findings;

public class TimelineTests
{
    [Fact]
    public void Steps_grow_with_the_span_and_no_count_is_lost()
    {
        var timeline = new Timeline();
        for (var hour = 0; hour < 24 * 45; hour++)
        {
            timeline.Add("a", Day.Midnight.AddHours(hour), 2);
        }

        Assert.Equal(TimeSpan.FromHours(1), timeline.Step);
        Assert.Equal(2 * 24 * 45, timeline.Of("a").Sum());
        Assert.Equal(Day.Midnight, timeline.First);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_it_holds_does_not_depend_on_the_order_or_on_the_parts(int seed)
    {
        var chance = new Random(seed);
        var moments = Enumerable.Range(0, 500).Select(at => (Name: $"n{at % 3}", At: Day.At(chance.Next(40_000)))).ToArray();
        var whole = new Timeline();
        Array.ForEach(moments, one => whole.Add(one.Name, one.At));
        chance.Shuffle(moments);
        var parts = moments.Chunk(37).Select(chunk =>
        {
            var part = new Timeline();
            Array.ForEach(chunk, one => part.Add(one.Name, one.At));
            return part;
        });
        var sum = new Timeline();
        foreach (var part in parts)
        {
            sum.Add(part);
        }

        Assert.Equal((whole.Step, whole.First, whole.Steps), (sum.Step, sum.First, sum.Steps));
        Assert.Equal(whole.Names, sum.Names);
        Assert.All(whole.Names, name => Assert.Equal(whole.Of(name), sum.Of(name)));
    }
}
