using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Expressions;

public class ExpressionErrorTests
{
    [Theory]
    [InlineData("custmer.orders == 0", 0, "There is no field 'custmer.orders'", "customer.orders")]
    [InlineData("1 < event.totl", 4, "There is no field 'event.totl'", "event.total")]
    [InlineData("orders == 0", 0, "There is no field 'orders'", "customer.orders")]
    [InlineData("customer.orders == cart", 19, "a text stands in quotes", null)]
    [InlineData("customer.orders.count == 1", 0, "'customer.orders' is Number and has no field 'count'", null)]
    [InlineData("customer.orders == 'x'", 0, "'customer.orders' is Number and cannot be compared with Text", null)]
    [InlineData("customer.orders < event.orderId", 0, "cannot be compared with 'event.orderId', which is Text", null)]
    [InlineData("event.promisedAt - now > '3d'", 0, "A duration is written 3d.", null)]
    [InlineData("event.promisedAt > '2025-11-11'", 0, "timestamp(", null)]
    [InlineData("has(event.total) < true", 0, "has no order", null)]
    [InlineData("customer.orders && true", 0, "needs a condition", null)]
    [InlineData("customer.firstName * 2", 0, "there is no * of these", null)]
    [InlineData("-customer.firstName", 0, "has no negative", null)]
    [InlineData("customer.firstName in 'Ada'", 22, "needs a list", null)]
    [InlineData("customer.orders in ['a']", 0, "cannot be compared with Text", null)]
    [InlineData("true ? 1 : 'a'", 11, "both sides of : need one kind", null)]
    [InlineData("event.items['a']", 12, "cannot be indexed by Text", null)]
    [InlineData("roud(1.5)", 0, "There is no function 'roud'", "round")]
    [InlineData("customer.firstName.startWith('A')", 19, "There is no function 'startWith'", "startsWith")]
    [InlineData("round(1, 2, 3)", 0, "here are 3 arguments", null)]
    [InlineData("size(customer.orders)", 5, "size() takes Text or List or Map here; 'customer.orders' is Number", null)]
    [InlineData("min(1, 'a')", 7, "min() takes", null)]
    [InlineData("min(1, now)", 7, "needs one kind", null)]
    [InlineData("count('product.viewed', '24h')", 24, "A duration is written 3d.", null)]
    [InlineData("count('product.view')", 6, "no known event type", "product.viewed")]
    [InlineData("count('product.viewed', duration('1d'), 'product', 'p')", 40, "Recent events keep", "productId")]
    [InlineData("duration('3 days')", 9, "'3 days' is not a duration", null)]
    [InlineData("timestamp('tomorrow')", 10, "is not a moment", null)]
    [InlineData("has(1)", 4, "has() takes a field", null)]
    [InlineData("has()", 0, "has() takes one field", null)]
    [InlineData("event.total > 45m", 0, "'event.total' is Number and cannot be compared with Duration", null)]
    [InlineData("event.promisedAt - 45min > now", 19, "'45min' is neither a number nor a duration", null)]
    [InlineData("a = b", 2, "equality is ==", "==")]
    [InlineData("true & false", 5, "'and' is &&", "&&")]
    [InlineData("true and false", 5, "'and' is written &&", "&&")]
    [InlineData("'open", 0, "no closing", null)]
    [InlineData("(1 + 2", 6, "ends where ')' is needed", null)]
    [InlineData("1 +", 3, "ends where a value", null)]
    [InlineData("[1, 2", 5, "ends where ']' is needed", null)]
    [InlineData("1 2", 2, "stands where the end", null)]
    [InlineData("", 0, "An expression is needed", null)]
    [InlineData("'\\x'", 1, "Known escapes", null)]
    [InlineData("#", 0, "has no meaning", null)]
    public void What_is_wrong_is_said_with_its_place(string source, int position, string message, string? suggestion)
    {
        var (expression, error) = ExpressionCompiler.Compile(source, ExpressionSample.Fields);

        Assert.Null(expression);
        Assert.Contains(message, error!.Message, StringComparison.Ordinal);
        Assert.Equal((position, suggestion), (error.Position, error.Suggestion));
    }

    [Theory]
    [InlineData("event.due > now", null, "'order.placed' is built in, and events.yaml cannot add properties to it: what else there is comes as an event type of your own.")]
    [InlineData("event.totl > 1", "event.total", "There is no field 'event.totl' here.")]
    public void A_property_that_a_built_in_event_does_not_have_is_told_with_what_to_do(string source, string? suggestion, string message)
    {
        var fields = FieldTable.Customer.WithEvent("event", [EventTypes.Find(EventTypes.OrderPlaced)!], open: false);
        var error = ExpressionCompiler.Compile(source, fields.WithRun([])).Error!;

        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion, error.Suggestion);
    }

    [Fact]
    public void A_name_is_held_against_those_beside_it_and_not_with_what_stands_before_it() =>
        Assert.Null(ExpressionCompiler.Compile("event.due > now", FieldTable.Customer.WithEvent("event", [], open: false)).Error!.Suggestion);

    [Theory]
    [InlineData("customer.orders", ValueKind.Bool, "The result is Number, but Bool is needed here")]
    [InlineData("'3d'", ValueKind.Duration, "Write 3d.")]
    [InlineData("null", ValueKind.Bool, "The result is Null")]
    public void A_result_of_another_kind_than_needed_is_refused(string source, ValueKind expected, string message) =>
        Assert.Contains(
            message, ExpressionCompiler.Compile(source, ExpressionSample.Fields, expected).Error!.Message, StringComparison.Ordinal);

    [Fact]
    public void A_result_that_only_a_run_can_tell_is_taken() =>
        Assert.NotNull(ExpressionCompiler.Compile("matched.flag", ExpressionSample.Fields, ValueKind.Bool).Expression);

    [Fact]
    public void A_declared_event_type_is_not_taken_for_a_misspelling() =>
        Assert.NotNull(ExpressionCompiler.Compile("count('product.view') > 0", ExpressionSample.Fields, null, ["product.view"]).Expression);

    [Fact]
    public void The_longest_expression_compiles_and_a_longer_one_is_refused()
    {
        var longest = string.Concat(Enumerable.Repeat("1+", 999)) + "10";

        Assert.Equal(2_000, longest.Length);
        Assert.Equal(1_009, ExpressionSample.Evaluate(longest).AsNumber());
        Assert.Contains(
            "at most 2000", ExpressionCompiler.Compile(longest + "0", ExpressionSample.Fields).Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("!", "")]
    [InlineData("abs(", ")")]
    [InlineData("[", "]")]
    [InlineData("true?true:", "")]
    public void Nesting_has_a_limit(string open, string close)
    {
        string Nested(int levels) => string.Concat(Enumerable.Repeat(open, levels)) + (open == "abs(" ? "1" : "true") + string.Concat(
            Enumerable.Repeat(close, levels));

        Assert.NotNull(ExpressionCompiler.Compile(Nested(20), ExpressionSample.Fields).Expression);
        Assert.Contains(
            "Nested deeper than 50", ExpressionCompiler.Compile(Nested(51), ExpressionSample.Fields).Error!.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_duration_with_an_absurd_count_is_no_duration() =>
        Assert.False(Durations.TryParse("9999999999999999999999999999w", out _));
}
