using System.Numerics;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Journeys;

/// <summary>What a goal is worth and which message it is put down to. Messages go out at 0s ("first") and after two days ("second").</summary>
public sealed class GoalValueTests
{
    private readonly Life life = Of(value: "event.total", attribution: "1d");

    [Fact]
    public void The_goal_tells_its_worth_in_the_brand_s_currency()
    {
        life.Cart("0s", "a", 30);
        life.Order("1h", "o-1", 49.90m, "a");

        Assert.Contains("1h after the entry, worth 49.9 EUR;", Goal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event.missing", "of no value: event.missing is absent")]
    [InlineData("event.cartId", "of no value: event.cartId is no number")]
    [InlineData("event.total * 10000000000000", "of no value: event.total * 10000000000000 is beyond 1000000000000")]
    [InlineData("event.total / 3", "worth 3.333333 EUR")]
    [InlineData("0 - event.total", "worth -10 EUR")]
    public void A_value_that_cannot_be_counted_is_told(string value, string told)
    {
        var other = Of(value, null);
        other.Cart("0s", "a", 30);
        other.Order("1h", "o-1", 10, "a");

        Assert.Contains($", {told};", other.Lines(LineKind.Goal).Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_put_down_to_the_last_message_handed_over_before_it()
    {
        life.Cart("0s", "a", 30);
        life.Flow("2d1s");
        life.Order("2d2h", "o-1", 10, "a");

        Assert.EndsWith("; put down to second by email, handed over 2h before.", Goal(), StringComparison.Ordinal);
        Assert.Equal(life.State.Sent[^1].Id, life.Lines(LineKind.Goal).Single().Subject);
    }

    [Theory]
    [InlineData("1d", "; put down to first by email, handed over 1d before.")]
    [InlineData("1d1m", "; not put down to first by email: handed over 1d1m before, and 1d count.")]
    public void Only_within_the_attribution_window(string at, string told)
    {
        life.Cart("0s", "a", 30);
        life.Drain();
        life.Order(at, "o-1", 10, "a");

        Assert.EndsWith(told, Goal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_window_the_goal_s_own_counts()
    {
        var other = Of("event.total", null);
        other.Cart("0s", "a", 30);
        other.Drain();
        other.Order("40h", "o-1", 10, "a");

        Assert.Contains("put down to first by email, handed over 1d16h before", other.Lines(LineKind.Goal).Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_handed_over_after_the_event_happened_did_not_bring_it_about()
    {
        life.Cart("0s", "a", 30);
        life.Flow("2d1s");
        life.Late("2d1h", "47h", "order.placed", ("orderId", "o-1"), ("total", 10), ("cartId", "a"));

        Assert.Contains("not put down to first by email: handed over 1d23h before", Goal(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_decided_and_not_handed_over_has_no_part_in_it()
    {
        life.Cart("0s", "a", 30);
        life.Order("1h", "o-1", 10, "a");

        Assert.EndsWith("; no message of the run was handed over before.", Goal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_of_another_run_have_no_part_in_it()
    {
        life.Cart("0s", "a", 30);
        life.Drain();
        life.Cart("1h", "b", 30);
        life.Order("2h", "o-1", 10, "b");

        Assert.EndsWith("; no message of the run was handed over before.", Goal(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_five_messages_are_remembered_and_stored()
    {
        var many = Life.Reachable(Make.Definitions(Make.Journey("many").On("cart.updated").Goal("order.placed", "3d")
            .Send("m0").Send("m1").Send("m2").Send("m3").Send("m4").Send("m5").Wait("1h").Done()));
        many.Cart("0s", "a", 30);
        many.Drain();
        var read = StateEncoding.Read(StateEncoding.Write(many.State));

        Assert.Equal(["m1", "m2", "m3", "m4", "m5"], Assert.Single(read.Goals).Messages!.Value.Select(message => message.Template));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("59.9")]
    [InlineData("-0.000001")]
    [InlineData("999999999999.999999")]
    [InlineData("-123456789.5")]
    public void Sums_of_digits_are_the_sum(string text)
    {
        var parts = GoalValues.InParts(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        var thrice = GoalValues.Digits(parts).Select(digit => digit * 3);

        Assert.Equal(parts * 3, GoalValues.OfDigits(thrice));
        Assert.Equal(parts * parts, GoalValues.OfDigits(GoalValues.Digits(parts * parts)));
        Assert.Equal(text, JourneyGrains.Core.Values.Value.Of(GoalValues.FromParts(parts)).ToString());
    }

    [Fact]
    public void Digits_of_numbers_of_either_sign_add_up()
    {
        BigInteger[] numbers = [BigInteger.Parse("-999999999999999999999"), 5, BigInteger.Parse("1000000000000000000000"), -6];
        var digits = new long[4];
        foreach (var number in numbers)
        {
            foreach (var (at, digit) in GoalValues.Digits(number).Index())
            {
                digits[at] += digit;
            }
        }

        Assert.Equal(0, GoalValues.OfDigits(digits));
    }

    private string Goal() => Assert.Single(life.Lines(LineKind.Goal)).Text;

    private static Life Of(string value, string? attribution) => Life.Reachable(Make.Definitions(
        Make.Journey("cart").On("cart.updated", "event.cartId").Goal("order.placed", "3d", "event.cartId == run.key", value, attribution)
            .Send("first").Wait("2d").Send("second").Wait("1d").Done()));
}
