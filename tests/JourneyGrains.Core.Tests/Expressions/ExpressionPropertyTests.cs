using FsCheck;
using FsCheck.Fluent;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Expressions;

/// <summary>On failure FsCheck prints the seed and the smallest expression it found.</summary>
public class ExpressionPropertyTests
{
    private static readonly string[] Atoms =
    [
        "null", "true", "false", "0", "1.5", "79228162514264337593543950335", "'a'", "\"\"", "now", "customer.orders", "customer.firstName",
        "customer.lastOrderAt", "customer.attributes", "customer.attributes.size", "customer.attributes.none", "event.total", "event.items",
        "event.promisedAt", "run.discount", "matched.x", "duration('10000000d')", "duration('1ms')", "timestamp('9999-12-31')", "[]", "count('order.placed')",
    ];

    private static readonly string[] Operators = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%"];

    private static readonly string[] Calls =
    [
        "size", "contains", "startsWith", "endsWith", "lower", "upperAscii", "trim", "duration", "timestamp", "number", "text", "abs", "round",
        "min", "max", "year", "weekday", "count", "last", "has",
    ];

    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(3_000);

    [Fact]
    public void A_random_expression_compiles_or_is_refused_within_its_text_and_never_throws() =>
        Check.One(Seeded, Prop.ForAll(Sources(), source =>
    {
        var (expression, error) = ExpressionCompiler.Compile(source, ExpressionSample.Fields);
        if (expression is null)
        {
            return error!.Position >= 0 && error.Position <= source.Length && error.Message.Length > 0;
        }

        var value = expression.Evaluate(ExpressionSample.Scope);
        return value.IsNull || expression.Kind == ValueKind.Any || value.Kind == expression.Kind;
    }));

    [Fact]
    public void Random_text_is_refused_and_never_throws() => Check.One(Seeded, Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        var (expression, error) = ExpressionCompiler.Compile(text ?? "", ExpressionSample.Fields);
        return (expression is null) != (error is null);
    }));

    [Fact]
    public void What_is_printed_with_all_brackets_parses_to_the_same() => Check.One(Seeded, Prop.ForAll(Sources(), source =>
    {
        var (expression, _) = ExpressionCompiler.Compile(source, ExpressionSample.Fields);
        if (expression is null)
        {
            return true;
        }

        var printed = Print(new Parser(source).Parse());
        var again = ExpressionCompiler.Compile(printed, ExpressionSample.Fields);
        return again.Expression is null
            ? again.Error!.Message.StartsWith("Nested deeper", StringComparison.Ordinal)
            : again.Expression.Evaluate(ExpressionSample.Scope) == expression.Evaluate(ExpressionSample.Scope)
                && Print(new Parser(printed).Parse()) == printed;
    }));

    private static Arbitrary<string> Sources() => Arb.From(Gen.Sized(size => Source(Math.Min(size, 40))));

    private static Gen<string> Source(int size)
    {
        var atom = Gen.Elements(Atoms);
        if (size <= 1)
        {
            return atom;
        }

        var part = Source(size / 2);
        return Gen.OneOf(
            atom,
            from left in part from symbol in Gen.Elements(Operators) from right in part select $"{left} {symbol} {right}",
            from left in part from symbol in Gen.Elements(Operators) from right in part select $"({left}) {symbol} ({right})",
            from name in Gen.Elements(Calls) from one in part select $"{name}({one})",
            from name in Gen.Elements(Calls) from one in part from two in part select $"({one}).{name}({two})",
            from symbol in Gen.Elements("!", "-") from one in part select $"{symbol}{one}",
            from test in part from one in part from two in part select $"{test} ? {one} : {two}",
            from one in part from two in part select $"[{one}, {two}]",
            from one in part from two in part select $"({one})[{two}]");
    }

    private static string Print(Syntax syntax) => syntax switch
    {
        LiteralSyntax { Value.Kind: ValueKind.Text } literal => $"'{literal.Value}'",
        LiteralSyntax literal => literal.Value.IsNull ? "null" : literal.Value.ToString(),
        NameSyntax name => name.Name,
        MemberSyntax member => $"{Print(member.Target)}.{member.Name}",
        IndexSyntax index => $"{Print(index.Target)}[{Print(index.At)}]",
        CallSyntax call => $"{call.Name}({string.Join(", ", call.Arguments.Select(Print))})",
        UnarySyntax unary => $"({unary.Operator}{Print(unary.Operand)})",
        BinarySyntax binary => $"({Print(binary.Left)} {binary.Operator} {Print(binary.Right)})",
        ConditionalSyntax conditional => $"({Print(conditional.Condition)} ? {Print(conditional.Then)} : {Print(conditional.Else)})",
        ListSyntax list => $"[{string.Join(", ", list.Items.Select(Print))}]",
        _ => throw new InvalidOperationException($"A {syntax.GetType().Name} cannot be printed."),
    };
}
