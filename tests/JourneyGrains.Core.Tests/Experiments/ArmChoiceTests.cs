using System.Collections.Immutable;
using JourneyGrains.Core.Experiments;

namespace JourneyGrains.Core.Tests.Experiments;

/// <summary>Bounds on counts are five standard deviations wide: the hash is the same in every run, so what holds once holds always.</summary>
public sealed class ArmChoiceTests
{
    private const int Customers = 50_000;

    [Theory]
    [InlineData(50, 50)]
    [InlineData(10, 45, 45)]
    [InlineData(1, 99)]
    [InlineData(5, 15, 30, 50)]
    public void Arms_are_as_large_as_their_percents_say(params int[] percents)
    {
        var counts = Choices(percents).CountBy(arm => arm).ToDictionary();

        for (var arm = 0; arm < percents.Length; arm++)
        {
            var share = percents[arm] / 100.0;
            Assert.InRange(counts[$"{arm}"] - (share * Customers), -5 * Deviation(share), 5 * Deviation(share));
        }
    }

    [Theory]
    [InlineData(new[] { 50, 50 }, new[] { 60, 40 }, 0.1)]
    [InlineData(new[] { 10, 90 }, new[] { 90, 10 }, 0.8)]
    [InlineData(new[] { 20, 40, 40 }, new[] { 40, 40, 20 }, 0.26667)]
    [InlineData(new[] { 50, 50, 0 }, new[] { 40, 40, 20 }, 0.2)]
    public void Changing_percents_moves_as_few_as_can_be(int[] before, int[] after, double moved)
    {
        var count = Choices(before).Zip(Choices(after), (was, now) => was != now).Count(differs => differs);

        Assert.InRange(count - (moved * Customers), -5 * Deviation(moved), 5 * Deviation(moved));
        var gone = before.Zip(after, (was, now) => Math.Max(0, was - now)).Sum() / 100.0;
        Assert.True(moved <= (2 * gone / (1 + gone)) + 1e-9, "More than the bound that is promised.");
    }

    [Fact]
    public void With_two_arms_nobody_moves_into_the_one_that_shrank() => Assert.DoesNotContain(
        Choices(50, 50).Zip(Choices(60, 40)), pair => pair.First == "0" && pair.Second == "1");

    [Fact]
    public void An_arm_that_is_added_moves_nobody_between_the_others() => Assert.All(
        Choices(50, 50, 0).Zip(Choices(45, 45, 10)), pair => Assert.True(pair.First == pair.Second || pair.Second == "2"));

    [Fact]
    public void The_order_of_the_arms_plays_no_part()
    {
        ImmutableArray<(string, int)> forth = [("a", 20), ("b", 30), ("c", 50)], back = [("c", 50), ("b", 30), ("a", 20)];

        Assert.All(Enumerable.Range(0, 1_000), at => Assert.Equal(
            forth[ArmChoice.Of(forth, "j", "s", $"c-{at}")], back[ArmChoice.Of(back, "j", "s", $"c-{at}")]));
    }

    [Fact]
    public void Two_splits_are_independent()
    {
        var both = Enumerable.Range(0, Customers).Count(at => Choice($"c-{at}", "one", 50, 50) == "0" && Choice($"c-{at}", "two", 50, 50) == "0");

        Assert.InRange(both - (0.25 * Customers), -5 * Deviation(0.25), 5 * Deviation(0.25));
    }

    [Fact]
    public void An_empty_arm_gets_nobody() => Assert.DoesNotContain("1", Choices(30, 0, 70));

    /// <summary>What customers were told must not change with a version of the program.</summary>
    [Fact]
    public void The_choice_is_for_ever() => Assert.Equal(
        "1121222222121222121111112220222112112222", string.Concat(Enumerable.Range(0, 40).Select(at => Choice($"customer-{at}", "reminder", 10, 45, 45))));

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x8000_0000_0000_0000)]
    [InlineData(0xB504_F333_F9DE_6484)]
    [InlineData(0x1234_5678_9ABC_DEF1)]
    [InlineData(12_345)]
    [InlineData(1)]
    public void The_logarithm_is_that_of_floating_point_as_far_as_that_reaches(ulong number) => Assert.Equal(
        64 - Math.Log2(number), ArmChoice.Exponential(number) / Math.Pow(2, 40), 1e-9);

    private static double Deviation(double share) => Math.Sqrt(Customers * share * (1 - share)) + 1;

    private static IEnumerable<string> Choices(params int[] percents) =>
        Enumerable.Range(0, Customers).Select(at => Choice($"c-{at}", "s", percents));

    private static string Choice(string customer, string split, params int[] percents)
    {
        ImmutableArray<(string Name, int Size)> shares = [.. percents.Select((percent, at) => ($"{at}", percent * 100))];
        return shares[ArmChoice.Of(shares, "split", "j", split, customer)].Name;
    }
}
