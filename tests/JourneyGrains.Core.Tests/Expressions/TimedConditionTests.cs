using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Offers;
using JourneyGrains.Core.Tests.Making;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Expressions;

/// <summary>When time alone changes a condition, told beforehand to the microsecond.</summary>
public class TimedConditionTests
{
    private static readonly DateTimeOffset Now = Make.Start;

    /// <summary>The last order was two days before now, product views one hour, a day and six days before; now is a Tuesday, 09:00 UTC.</summary>
    private static readonly CustomerState Ada = CustomerState.New("c-1") with
    {
        Purchases = Purchases.None with { Orders = 2, LastOrderAt = Now.AddDays(-2) },
        Wallet = new() { Vouchers = [new("A", "gift", OfferKind.Amount, 5, Now, Now.AddDays(9).AddTicks(3), "x")] },
        Recent = RecentBehaviour.Empty.Add(Viewed("a", "-6d")).Add(Viewed("b", "-1d")).Add(Viewed("c", "-1h")),
    };

    [Theory]
    [InlineData("now - customer.lastOrderAt >= 30d", "28d")]
    [InlineData("customer.lastOrderAt <= now - 30d", "28d")]
    [InlineData("customer.lastOrderAt + 30d <= now", "28d")]
    [InlineData("!(customer.lastOrderAt > now - 30d)", "28d")]
    [InlineData("customer.lastOrderAt - now <= duration('-30d')", "28d")]
    [InlineData("-(now - customer.lastOrderAt) <= duration('-30d')", "28d")]
    [InlineData("now - customer.lastOrderAt > 30d", "28d0.001ms")]
    [InlineData("now - customer.lastOrderAt < 30d", "28d")]
    [InlineData("now - customer.lastOrderAt == 30d", "28d")]
    [InlineData("now - customer.lastOrderAt >= 1d", null)]
    [InlineData("now - customer.lastOrderAt >= 1d && now - customer.lastOrderAt <= 3d", "1d0.001ms")]
    [InlineData("now - customer.lastOrderAt > 30d || customer.orders > 1", null)]
    [InlineData("now - customer.lastOrderAt > 30d && customer.orders > 5", null)]
    [InlineData("now - customer.knownSince >= 30d", null)]
    [InlineData("(now - customer.lastOrderAt) - (now - customer.lastOrderAt) == 0s", null)]
    [InlineData("now + (now - customer.lastOrderAt) >= timestamp('2025-11-17T09:00:00Z')", "2d")]
    [InlineData("(customer.orders > 5 ? now - customer.knownSince : now - customer.lastOrderAt) >= 3d", "1d")]
    [InlineData("timestamp('2025-12-24T00:00:00Z') < now", "42d15h0.001ms")]
    [InlineData("count('product.viewed', 7d) == 3", "1d0.001ms")]
    [InlineData("count('product.viewed', 7d) == 0", "6d23h0.001ms")]
    [InlineData("count('product.viewed', 7d) > 1", "6d0.001ms")]
    [InlineData("count('order.placed', 7d) == 0", null)]
    [InlineData("count('product.viewed', customer.orders > 1 ? 2d : 7d) > 0", "1d23h0.001ms")]
    [InlineData("count('product.viewed') > 0", null)]
    [InlineData("now - last('product.viewed') > 3d", "2d23h0.001ms")]
    [InlineData("hour(now) >= 18", "9h")]
    [InlineData("hour(now + 30m) >= 18", "8h30m")]
    [InlineData("weekday(now) == 6", "3d15h")]
    [InlineData("day(now) == 1", "19d15h")]
    [InlineData("month(now) == 12", "19d15h")]
    [InlineData("year(now) > 2025", "50d15h")]
    [InlineData("hour(now) == 18 && weekday(now) == 5", "3d9h")]
    [InlineData("size(customer.offers) > 0", "9d0.001ms")]
    [InlineData("customer.offers[0].value == 5 && customer.orders > 0", "9d0.001ms")]
    [InlineData("customer.orders > 1", null)]
    [InlineData("true", null)]
    public void The_next_change_comes_at_its_very_moment(string condition, string? after)
    {
        var compiled = Compile(condition);
        var next = compiled.NextChange(new Scope(Ada, Now));

        Assert.Equal(after is null ? null : Make.At(after), next);
        if (next is { } moment)
        {
            Assert.NotEqual(compiled.Holds(new Scope(Ada, Now)), compiled.Holds(new Scope(Ada, moment)));
            Assert.Equal(compiled.Holds(new Scope(Ada, Now)), compiled.Holds(new Scope(Ada, moment.AddMicroseconds(-1))));
        }
    }

    [Fact]
    public void Between_two_microseconds_the_later_one_is_the_moment()
    {
        var next = Compile("now - customer.lastOrderAt >= duration('30d0.0005ms')").NextChange(new Scope(Ada, Now));

        Assert.Equal(Make.At("28d0.001ms"), next);
    }

    [Theory]
    [InlineData("(now - customer.lastOrderAt) * 2 > 30d", 0, "now - customer.lastOrderAt) * 2")]
    [InlineData("(now - customer.lastOrderAt) / 1d > 30", 0, "/ 1d")]
    [InlineData("customer.orders == 0 || max(now, customer.knownSince) > customer.lastOrderAt", 24, "max(now, customer.knownSince)")]
    [InlineData("text(now).startsWith('2025')", 0, "text(now)")]
    [InlineData("abs(now - customer.lastOrderAt) > 3d", 0, "abs(")]
    [InlineData("count('order.placed', now - customer.lastOrderAt) > 1", 0, "count(")]
    [InlineData("(customer.orders > 1 ? now : customer.lastOrderAt) > customer.knownSince", 0, "customer.orders > 1 ? now")]
    [InlineData("now in [customer.lastOrderAt]", 0, "now in")]
    public void What_cannot_be_told_beforehand_is_refused_at_its_place(string condition, int position, string part)
    {
        var error = TimedConditions.Compile(condition, FieldTable.Customer).Error!;

        Assert.Equal(position, error.Position);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be told beforehand", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_condition_is_refused_as_everywhere()
    {
        Assert.Contains("Bool is needed", TimedConditions.Compile("now - customer.lastOrderAt", FieldTable.Customer).Error!.Message, StringComparison.Ordinal);
        Assert.Equal("customer.orders", TimedConditions.Compile("customer.order > 1", FieldTable.Customer).Error!.Suggestion);
    }

    /// <summary>On failure the seed is in the message.</summary>
    [Fact]
    public void Between_now_and_the_next_change_a_random_condition_stays_as_it_is()
    {
        var found = 0;
        for (var seed = 1; seed <= 2_000; seed++)
        {
            var chance = new Random(seed);
            var condition = Condition(chance, 3);
            var compiled = Compile(condition);
            var scope = new Scope(Ada, Now.AddMinutes(chance.Next(100_000)));
            var holds = compiled.Holds(scope);
            var next = compiled.NextChange(scope);
            var end = next ?? scope.Now.AddDays(400);
            found += next is null ? 0 : 1;
            for (var look = 0; look < 50; look++)
            {
                var at = Moments.ToMicroseconds(scope.Now + ((end - scope.Now) * chance.NextDouble()));
                Assert.True(at >= end || holds == compiled.Holds(scope with { Now = at }), $"Seed {seed}: {condition} at {at:O}, next {next:O}");
            }

            Assert.True(next is null || holds == compiled.Holds(scope with { Now = end.AddMicroseconds(-1) }), $"Seed {seed}: {condition}");
        }

        Assert.True(found > 500, $"Only {found} conditions change: nothing was tried.");
    }

    private static string Condition(Random chance, int depth) => depth > 0 && chance.Next(3) > 0
        ? chance.Next(3) switch
        {
            0 => $"({Condition(chance, depth - 1)} && {Condition(chance, depth - 1)})",
            1 => $"({Condition(chance, depth - 1)} || {Condition(chance, depth - 1)})",
            _ => $"!({Condition(chance, depth - 1)})",
        }
        : string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            Pick(chance, "now - customer.lastOrderAt {0} {1}", "customer.lastOrderAt {0} now - {1}", "count('product.viewed', {1}) {0} 2",
                "now - last('product.viewed') {0} {1}", "hour(now) {0} {2}", "weekday(now - {1}) {0} 4", "customer.orders {0} 2"),
            Pick(chance, "<", "<=", ">", ">=", "==", "!="), $"{chance.Next(1, 60)}d{chance.Next(24)}h", chance.Next(24));

    private static string Pick(Random chance, params string[] choices) => choices[chance.Next(choices.Length)];

    private static Expression Compile(string condition)
    {
        var (expression, error) = TimedConditions.Compile(condition, FieldTable.Customer);
        Assert.True(expression is not null, $"{condition}: {error?.Message}");
        return expression;
    }

    private static CustomerEvent Viewed(string id, string at) => new(id, "c-1", EventTypes.ProductViewed, Make.At(at), Make.Properties(("productId", "p")));
}
