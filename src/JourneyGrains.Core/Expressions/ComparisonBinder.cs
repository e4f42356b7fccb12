using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>Checks and compiles == != &lt; &lt;= &gt; &gt;= and 'in'.</summary>
internal sealed class ComparisonBinder(Binder binder)
{
    private readonly NameBinder names = new(binder);

    public Bound Bind(BinarySyntax binary, Bound left, Bound right) => binary.Operator switch
    {
        "==" or "!=" => Equality(binary, left, right),
        "in" => Membership(binary, left, right),
        _ => Order(binary, left, right),
    };

    /// <summary>How a text is made what it is compared with, if that is what is missing.</summary>
    public static string Hint(ValueKind left, ValueKind right) => (left, right) switch
    {
        (ValueKind.Duration, ValueKind.Text) or (ValueKind.Text, ValueKind.Duration) => " A duration is written 3d.",
        (ValueKind.Time, ValueKind.Text) or (ValueKind.Text, ValueKind.Time) => " A moment is written timestamp(\"2025-11-11T00:00:00Z\").",
        (ValueKind.Number, ValueKind.Text) or (ValueKind.Text, ValueKind.Number) => " A text becomes a number by number(...).",
        _ => "",
    };

    private static bool Comparable(ValueKind left, ValueKind right) =>
        left == right || left is ValueKind.Any or ValueKind.Null || right is ValueKind.Any or ValueKind.Null;

    private Bound Equality(BinarySyntax binary, Bound left, Bound right)
    {
        RequireComparable(binary, binary.Right, left.Kind, right.Kind);
        names.CheckEquality(binary);
        var (first, second, wanted) = (left.Evaluate, right.Evaluate, binary.Operator == "==");
        return Bound.From(ValueKind.Bool, scope => Value.Of((first(scope) == second(scope)) == wanted), left, right);
    }

    private Bound Order(BinarySyntax binary, Bound left, Bound right)
    {
        RequireComparable(binary, binary.Right, left.Kind, right.Kind);
        RequireOrdered(binary.Left, left.Kind, binary.Operator);
        RequireOrdered(binary.Right, right.Kind, binary.Operator);
        Func<int, bool> holds = binary.Operator switch
        {
            "<" => static order => order < 0,
            "<=" => static order => order <= 0,
            ">" => static order => order > 0,
            _ => static order => order >= 0,
        };
        var (first, second) = (left.Evaluate, right.Evaluate);
        return Bound.From(
            ValueKind.Bool, scope => Value.Of(Arithmetic.Compare(first(scope), second(scope)) is { } order && holds(order)), left, right);
    }

    private Bound Membership(BinarySyntax binary, Bound left, Bound right)
    {
        if (!right.MayBe(ValueKind.List) && !right.MayBe(ValueKind.Map))
        {
            var hint = right.Kind == ValueKind.Text ? $" A part of a text is found by {binder.Written(binary.Right)}.contains(...)." : "";
            throw new ExpressionException(
                binary.Right.Start, $"'{binder.Written(binary.Right)}' is {right.Kind}, but 'in' needs a list, like [\"gold\", \"silver\"].{hint}");
        }

        if (binary.Right is ListSyntax list)
        {
            // Literals only: to bind other items a second time would double the work with every list within a list.
            foreach (var literal in list.Items.OfType<LiteralSyntax>())
            {
                RequireComparable(binary, literal, left.Kind, literal.Value.Kind);
            }
        }

        names.CheckMembership(binary);
        var (item, container) = (left.Evaluate, right.Evaluate);
        return Bound.From(ValueKind.Bool, scope => Value.Of(Contains(container(scope), item(scope))), left, right);
    }

    private static bool Contains(Value container, Value item) => container.Kind switch
    {
        ValueKind.List => container.AsList().Contains(item),
        ValueKind.Map => item.Kind == ValueKind.Text && container.AsMap().ContainsKey(item.AsText()),
        _ => false,
    };

    private void RequireComparable(BinarySyntax binary, Syntax other, ValueKind left, ValueKind right)
    {
        if (!Comparable(left, right))
        {
            var with = other is LiteralSyntax ? $"{right}" : $"'{binder.Written(other)}', which is {right}";
            throw new ExpressionException(
                binary.Start, $"'{binder.Written(binary.Left)}' is {left} and cannot be compared with {with}.{Hint(left, right)}");
        }
    }

    private void RequireOrdered(Syntax syntax, ValueKind kind, string symbol)
    {
        if (!Arithmetic.IsOrdered(kind) && kind is not (ValueKind.Any or ValueKind.Null))
        {
            throw new ExpressionException(
                syntax.Start, $"'{binder.Written(syntax)}' is {kind} and has no order: {symbol} needs Number, Text, Time or Duration.");
        }
    }
}
