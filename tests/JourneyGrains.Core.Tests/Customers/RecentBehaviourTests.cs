using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Tests.Making;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Customers;

/// <summary>Recent events are looked at where they lie; what is found is what going over all of them finds.</summary>
public sealed class RecentBehaviourTests
{
    private static readonly DateTimeOffset Start = new(2025, 11, 11, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Types = [EventTypes.ProductViewed, EventTypes.CartUpdated, "käse.gekauft", "complaint.opened"];
    private static readonly Value[] Pages = [.. Enumerable.Range(0, 3).Select(page => Make.Properties(("productId", $"p-{page}"), ("brand", "Alda")))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Counts_are_those_of_all_events_in_whatever_order_they_happened(int seed)
    {
        var chance = new Random(seed);
        var (recent, expected) = (RecentBehaviour.Empty, new List<CustomerEvent>());
        for (var number = 0; number < 300; number++)
        {
            // Mostly newer than all before; some came late, some happened at the same moment.
            var at = Start.AddMinutes(chance.Next(4) == 0 ? chance.Next(number + 1) : number);
            var seen = new CustomerEvent($"e-{number}", "c-1", Types[chance.Next(Types.Length)], at, Pages[chance.Next(Pages.Length)]);
            recent = (chance.Next(20) == 0 ? RecentBehaviour.Unpack("c-1", recent.Packed) : recent).Add(seen);
            expected = [.. expected.Append(seen).TakeLast(CustomerLimits.RecentMax)];

            var since = Start.AddMinutes(chance.Next(number + 2));
            foreach (var type in Types)
            {
                var of = expected.Where(one => one.Type == type && one.Time >= since).ToList();
                Assert.True(of.Count == recent.CountOf(type, since), $"seed {seed}, event {number}, {type}");
                Assert.True(
                    of.Count(one => one["productId"] == Value.Of("p-1")) == recent.CountOf(type, since, "productId", Value.Of("p-1")),
                    $"seed {seed}, event {number}, {type} of p-1");
            }
        }
    }

    [Fact]
    public void Properties_that_come_again_and_again_are_kept_as_they_are_the_first_time()
    {
        var recent = RecentBehaviour.Empty;
        for (var number = 0; number < 4; number++)
        {
            recent = recent.Add(new($"e-{number}", "c-1", EventTypes.ProductViewed, Start, Pages[number % 2]));
        }

        Assert.Equal(["p-0", "p-1", "p-0", "p-1"], recent.Events.Select(seen => seen["productId"].AsText()));
        Assert.All(recent.Events, seen => Assert.Equal(Value.Null, seen["brand"]));
    }
}
