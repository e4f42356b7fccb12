using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Expressions;

public class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3 - 4 / 2", "5")]
    [InlineData("(1 + 2) * 3 % 5", "4")]
    [InlineData("0.1 + 0.2 == 0.3", "true")]
    [InlineData("-event.total", "-49.9")]
    [InlineData("event.total * 2 >= 99.80", "true")]
    [InlineData("customer.orders == 2 && event.total > 20 || false", "true")]
    [InlineData("!(customer.orders == 2)", "false")]
    [InlineData("customer.orders == 2 ? 'again' : \"first\"", "again")]
    [InlineData("customer.firstName + ' L'", "Ada L")]
    [InlineData("customer.firstName.startsWith('A') && customer.firstName.endsWith('a') && contains(customer.firstName, 'd')", "true")]
    [InlineData("customer.firstName.upper() + lower('ÄB') + upperAscii('äb') + 'AÄ'.lowerAscii()", "ADAäbäBaÄ")]
    [InlineData("customer.firstName in ['Ada', 'Bob']", "true")]
    [InlineData("'size' in customer.attributes", "true")]
    [InlineData("customer.attributes.size == 'M' && customer.attributes['age'] == 36", "true")]
    [InlineData("size(customer.firstName) + event.items.size()", "5")]
    [InlineData("event.items[0].productId + event.items[1].productId", "p-1p-2")]
    [InlineData("event.promisedAt - now", "3d")]
    [InlineData("event.promisedAt - 1d < now + 48h1s && 1.5h == 90m", "true")]
    [InlineData("now + duration('1h30m') == timestamp('2025-11-11T21:30:00Z')", "true")]
    [InlineData("event.promisedAt - now > duration('2d') && duration('90m') == duration('1h30m')", "true")]
    [InlineData("duration(false ? '' : null) == null && timestamp(true ? null : 'x') == null", "true")]
    [InlineData("duration('1h') * 1.5 + duration('3h') / 2", "3h")]
    [InlineData("duration('3h') / duration('2h')", "1.5")]
    [InlineData("round(event.total) + round(2.345, 2)", "52.35")]
    [InlineData("min(3, 1, 2) + max(3, 1, 2) + abs(-4)", "8")]
    [InlineData("number('12.50') + 1", "13.5")]
    [InlineData("text(1.50) + string(true)", "1.5true")]
    [InlineData("year(now) * 10000 + month(now) * 100 + day(now)", "20251111")]
    [InlineData("hour(now) + weekday(now)", "22")]
    [InlineData("run.key == event.orderId && run.journey == 'late-shipment'", "true")]
    [InlineData("'\\u0041\\n'.trim()", "A")]
    public void An_expression_has_this_value(string source, string expected) =>
        Assert.Equal(expected, ExpressionSample.Evaluate(source).ToString());

    [Theory]
    [InlineData("count('product.viewed')", "3")]
    [InlineData("count('product.viewed', duration('24h'))", "2")]
    [InlineData("count('product.viewed', duration('24h'), 'productId', 'p-1')", "1")]
    [InlineData("count('product.viewed', duration('24h'), 'productId', customer.lastName)", "0")]
    [InlineData("count('order.placed')", "0")]
    [InlineData("now - last('product.viewed')", "1h")]
    [InlineData("last('order.placed') == null", "true")]
    [InlineData("count('product.viewed', duration('10000000d'))", "3")]
    public void Recent_behaviour_can_be_asked_for(string source, string expected) =>
        Assert.Equal(expected, ExpressionSample.Evaluate(source).ToString());

    [Theory]
    [InlineData("run.discount < 5")]
    [InlineData("run.discount >= 5")]
    [InlineData("null <= null")]
    [InlineData("run.discount > 1 && true")]
    [InlineData("has(run.discount)")]
    [InlineData("run.discount == 0")]
    [InlineData("run.discount in [1, 2]")]
    [InlineData("matched.anything.deep == 3")]
    [InlineData("customer.attributes.size < 3")]
    public void What_is_absent_makes_a_condition_false(string source) => Assert.Equal(Value.False, ExpressionSample.Evaluate(source));

    [Theory]
    [InlineData("run.discount == null")]
    [InlineData("customer.firstName != null")]
    [InlineData("has(customer.firstName)")]
    [InlineData("!(run.discount > 5)")]
    [InlineData("run.discount > 5 || true")]
    public void Absence_can_be_asked_for(string source) => Assert.Equal(Value.True, ExpressionSample.Evaluate(source));

    [Theory]
    [InlineData("run.discount + 1")]
    [InlineData("customer.orders / 0")]
    [InlineData("customer.orders % 0")]
    [InlineData("79228162514264337593543950335 * (customer.orders + 8)")]
    [InlineData("event.promisedAt + duration('3000000d')")]
    [InlineData("duration('10000000d') * 10")]
    [InlineData("number(customer.firstName)")]
    [InlineData("timestamp(customer.firstName)")]
    [InlineData("customer.attributes.size * 2")]
    [InlineData("event.items[7]")]
    [InlineData("event.items[0.5]")]
    [InlineData("round(1.5, 40)")]
    [InlineData("max(1, run.discount)")]
    [InlineData("last('no.such.event')")]
    public void What_cannot_be_calculated_is_absent(string source) => Assert.Equal(Value.Null, ExpressionSample.Evaluate(source));

    [Fact]
    public void An_expression_knows_which_fields_it_reads()
    {
        var (expression, _) = ExpressionCompiler.Compile(
            "event.total > 5 && customer.orders == 0 || has(event.total)", ExpressionSample.Fields);

        Assert.Equal(["event.total", "customer.orders"], expression!.Fields.AsEnumerable());
        Assert.Equal(ValueKind.Bool, expression.Kind);
    }

    [Fact]
    public void An_expression_without_event_and_run_reads_them_as_absent()
    {
        var (expression, _) = ExpressionCompiler.Compile("has(event.total) || has(run.key) || has(matched.x)", ExpressionSample.Fields);

        Assert.False(expression!.Holds(ExpressionSample.Scope with { Event = null, Run = null }));
    }

    [Theory]
    [InlineData("1 == 2", false)]
    [InlineData("customer.orders == 0 || 1 < 2", true)]
    [InlineData("true || has(event.total)", true)]
    [InlineData("has(event.total) && false", false)]
    [InlineData("!(event.total > 5 && null == 1)", true)]
    [InlineData("customer.orders == 0 || false", null)]
    [InlineData("true && event.total > 5", null)]
    [InlineData("now > timestamp(\"2025-11-11T00:00:00Z\")", null)]
    public void A_condition_knows_whether_it_looks_at_anything(string source, bool? always)
    {
        var (expression, error) = ExpressionCompiler.Compile(source, ExpressionSample.Fields, ValueKind.Bool);

        Assert.Null(error);
        Assert.Equal(always, expression!.Constant?.AsBool());
        Assert.True(always is null || expression.Holds(ExpressionSample.Scope) == always);
    }

    [Fact]
    public void A_constant_is_what_it_was_made_of()
    {
        var constant = ExpressionCompiler.Constant("45m", Value.Of(TimeSpan.FromMinutes(45)));

        Assert.Equal(("45m", ValueKind.Duration), (constant.Source, constant.Kind));
        Assert.Equal(TimeSpan.FromMinutes(45), constant.Evaluate(ExpressionSample.Scope).AsDuration());
    }
}
