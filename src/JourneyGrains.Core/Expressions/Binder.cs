using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>Resolves fields and functions of a parsed expression, checks the kinds and compiles it to delegates.</summary>
internal sealed class Binder(string source, FieldTable fields, IReadOnlyCollection<string> eventTypes)
{
    private readonly List<string> read = [];

    /// <summary>The paths that were read, in order of appearance, each once.</summary>
    public ImmutableArray<string> FieldsRead => [.. read];

    /// <summary>The names that definitions give.</summary>
    public KnownNames Names { get; init; } = KnownNames.None;

    public Bound Bind(Syntax syntax) => syntax switch
    {
        LiteralSyntax literal => Bound.Of(literal.Value),
        NameSyntax { Name: "now" } => new(ValueKind.Time, scope => Value.Of(scope.Now)),
        NameSyntax or MemberSyntax when PathOf(syntax) is { } path => BindField(path, syntax.Start),
        MemberSyntax member => BindMember(member),
        IndexSyntax index => BindIndex(index),
        CallSyntax call => call.Name == "has" ? BindHas(call) : new FunctionBinder(this, eventTypes).Bind(call),
        UnarySyntax unary => BindUnary(unary),
        BinarySyntax binary => BindBinary(binary),
        ConditionalSyntax conditional => BindConditional(conditional),
        ListSyntax list => BindList(list),
        _ => throw new ExpressionException(syntax.Start, $"'{Written(syntax)}' has no meaning in an expression."),
    };

    /// <summary>The part of the source, for messages.</summary>
    public string Written(Syntax syntax) => source[syntax.Start..syntax.End];

    /// <summary>The path that a field is written as; null: it is none.</summary>
    public static string? PathOf(Syntax syntax) => syntax switch
    {
        NameSyntax name => name.Name,
        MemberSyntax member when PathOf(member.Target) is { } target => $"{target}.{member.Name}",
        _ => null,
    };

    /// <summary>The field that a part of the expression is; null: it is none.</summary>
    public Field? FieldOf(Syntax syntax) => PathOf(syntax) is { } path ? fields.Find(path) : null;

    private Bound BindField(string path, int position)
    {
        if (fields.Find(path) is not { } field)
        {
            throw new UnknownFields(fields).Tell(path, position);
        }

        if (!read.Contains(path))
        {
            read.Add(path);
        }

        return new(field.Kind, field.Read);
    }

    private Bound BindMember(MemberSyntax member)
    {
        var target = Bind(member.Target);
        if (!target.MayBe(ValueKind.Map))
        {
            throw new ExpressionException(member.Start, $"'{Written(member.Target)}' is {target.Kind} and has no field '{member.Name}'.");
        }

        var (map, name) = (target.Evaluate, member.Name);
        return Bound.From(ValueKind.Any, scope => map(scope)[name], target);
    }

    private Bound BindIndex(IndexSyntax index)
    {
        var (target, at) = (Bind(index.Target), Bind(index.At));
        var fits = (target.MayBe(ValueKind.List) && at.MayBe(ValueKind.Number))
            || (target.MayBe(ValueKind.Map) && at.MayBe(ValueKind.Text));
        if (!fits)
        {
            throw new ExpressionException(
                index.At.Start, $"'{Written(index.Target)}' is {target.Kind} and cannot be indexed by {at.Kind}: a list is by a number from 0, a map by a text.");
        }

        var (container, key) = (target.Evaluate, at.Evaluate);
        return Bound.From(ValueKind.Any, scope => Element(container(scope), key(scope)), target, at);
    }

    private static Value Element(Value container, Value key) => (container.Kind, key.Kind) switch
    {
        (ValueKind.Map, ValueKind.Text) => container[key.AsText()],
        (ValueKind.List, ValueKind.Number) when container.AsList() is var items && key.AsNumber() is var at && at >= 0 && at < items.Length
            && decimal.IsInteger(at) => items[(int)at],
        _ => Value.Null,
    };

    private Bound BindHas(CallSyntax call)
    {
        if (call.Arguments is not [var argument])
        {
            throw new ExpressionException(
                call.NameStart, $"has() takes one field, like has(event.cartId); here are {call.Arguments.Length} arguments.");
        }

        if (argument is not (NameSyntax or MemberSyntax or IndexSyntax))
        {
            throw new ExpressionException(argument.Start, $"has() takes a field, like has(event.cartId), not '{Written(argument)}'.");
        }

        var field = Bind(argument).Evaluate;
        return new(ValueKind.Bool, scope => Value.Of(!field(scope).IsNull));
    }

    private Bound BindUnary(UnarySyntax unary)
    {
        var operand = Bind(unary.Operand);
        var evaluate = operand.Evaluate;
        if (unary.Operator == "!")
        {
            RequireCondition(operand, unary.Operand, "!");
            return Bound.From(ValueKind.Bool, scope => Value.Of(!Bound.IsTrue(evaluate(scope))), operand);
        }

        return operand.MayBe(ValueKind.Number) || operand.MayBe(ValueKind.Duration)
            ? Bound.From(operand.Kind, scope => Arithmetic.Negate(evaluate(scope)), operand)
            : throw new ExpressionException(unary.Start, $"'{Written(unary.Operand)}' is {operand.Kind} and has no negative.");
    }

    private Bound BindBinary(BinarySyntax binary)
    {
        var (left, right) = (Bind(binary.Left), Bind(binary.Right));
        var (first, second) = (left.Evaluate, right.Evaluate);
        switch (binary.Operator)
        {
            case "&&":
                RequireConditions(binary, left, right);
                return left.IsAlways(false) || right.IsAlways(false) ? Bound.Of(Value.False) : Bound.From(
                    ValueKind.Bool, scope => Value.Of(Bound.IsTrue(first(scope)) && Bound.IsTrue(second(scope))), left, right);
            case "||":
                RequireConditions(binary, left, right);
                return left.IsAlways(true) || right.IsAlways(true) ? Bound.Of(Value.True) : Bound.From(
                    ValueKind.Bool, scope => Value.Of(Bound.IsTrue(first(scope)) || Bound.IsTrue(second(scope))), left, right);
            case "==" or "!=" or "<" or "<=" or ">" or ">=" or "in":
                return new ComparisonBinder(this).Bind(binary, left, right);
            default:
                var kind = Arithmetic.ResultOf(binary.Operator, left, right)
                    ?? throw new ExpressionException(
                        binary.Start,
                        $"'{Written(binary.Left)}' is {left.Kind} and '{Written(binary.Right)}' is {right.Kind}: there is no {binary.Operator} of these."
                            + ComparisonBinder.Hint(left.Kind, right.Kind));
                return Bound.From(kind, Arithmetic.Compile(binary.Operator, left, right), left, right);
        }
    }

    private void RequireConditions(BinarySyntax binary, Bound left, Bound right)
    {
        RequireCondition(left, binary.Left, binary.Operator);
        RequireCondition(right, binary.Right, binary.Operator);
    }

    private void RequireCondition(Bound operand, Syntax syntax, string symbol)
    {
        if (!operand.MayBe(ValueKind.Bool))
        {
            throw new ExpressionException(
                syntax.Start, $"'{Written(syntax)}' is {operand.Kind}, but {symbol} needs a condition, like {Written(syntax)} != null.");
        }
    }

    private Bound BindConditional(ConditionalSyntax conditional)
    {
        var condition = Bind(conditional.Condition);
        RequireCondition(condition, conditional.Condition, "?");
        var (then, otherwise) = (Bind(conditional.Then), Bind(conditional.Else));
        if (!then.MayBe(otherwise.Kind) && !otherwise.MayBe(then.Kind))
        {
            throw new ExpressionException(
                conditional.Else.Start,
                $"'{Written(conditional.Then)}' is {then.Kind} and '{Written(conditional.Else)}' is {otherwise.Kind}: both sides of : need one kind.");
        }

        var (test, first, second) = (condition.Evaluate, then.Evaluate, otherwise.Evaluate);
        return Bound.From(
            CommonKind(then.Kind, otherwise.Kind),
            scope => Bound.IsTrue(test(scope)) ? first(scope) : second(scope),
            condition, then, otherwise);
    }

    private static ValueKind CommonKind(ValueKind left, ValueKind right) => (left, right) switch
    {
        (ValueKind.Null, _) => right,
        (_, ValueKind.Null) => left,
        _ => left == right ? left : ValueKind.Any,
    };

    private Bound BindList(ListSyntax list)
    {
        var items = list.Items.Select(Bind).ToArray();
        var evaluates = Array.ConvertAll(items, item => item.Evaluate);
        return Bound.From(ValueKind.List, scope => Value.Of([.. evaluates.Select(item => item(scope))]), items);
    }
}
