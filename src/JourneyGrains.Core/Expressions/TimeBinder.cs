using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>
/// Finds out how the value of an expression goes with time. What it cannot tell exactly it refuses, so that nobody relies on a moment that
/// does not come. For expressions that a <see cref="Binder"/> has accepted.
/// </summary>
internal sealed class TimeBinder(Binder binder, FieldTable fields)
{
    public TimeTerm Bind(Syntax syntax) => syntax switch
    {
        NameSyntax { Name: "now" } => new(1, null),
        NameSyntax or MemberSyntax when Binder.PathOf(syntax) is { } path && fields.Find(path)?.NextStep is { } steps => TimeTerm.Still.And(steps),
        LiteralSyntax or NameSyntax => TimeTerm.Still,
        MemberSyntax member => Standing(syntax, member.Target),
        IndexSyntax index => Standing(syntax, index.Target, index.At),
        ListSyntax list => Standing(syntax, [.. list.Items]),
        UnarySyntax { Operator: "-" } negative => Bind(negative.Operand) is var term ? term with { Slope = -term.Slope } : default,
        UnarySyntax unary => Standing(syntax, unary.Operand),
        BinarySyntax binary => Binary(binary),
        ConditionalSyntax conditional => Conditional(conditional),
        CallSyntax call => Call(call),
        _ => throw Unknown(syntax),
    };

    /// <summary>Of parts that stand still between their steps, so that it does as well.</summary>
    private TimeTerm Standing(Syntax whole, params ReadOnlySpan<Syntax> parts)
    {
        var terms = new TimeTerm[parts.Length];
        for (var at = 0; at < parts.Length; at++)
        {
            terms[at] = Bind(parts[at]);
            if (terms[at].Slope != 0)
            {
                throw Unknown(whole);
            }
        }

        return TimeTerm.Steps(terms);
    }

    private TimeTerm Binary(BinarySyntax binary)
    {
        switch (binary.Operator)
        {
            case "+" or "-":
                var (left, right) = (Bind(binary.Left), Bind(binary.Right));
                return new(binary.Operator == "+" ? left.Slope + right.Slope : left.Slope - right.Slope, TimeTerm.Join(left, right));
            case "==" or "!=" or "<" or "<=" or ">" or ">=":
                return Comparison(binary);
            default:
                return Standing(binary, binary.Left, binary.Right);
        }
    }

    /// <summary>Two values of which one moves against the other: the comparison changes where they meet, and behind it.</summary>
    private TimeTerm Comparison(BinarySyntax binary)
    {
        var (left, right) = (Bind(binary.Left), Bind(binary.Right));
        var steps = TimeTerm.Steps(left, right);
        if (left.Slope == right.Slope)
        {
            return steps;
        }

        var (first, second, slope) = (binder.Bind(binary.Left).Evaluate, binder.Bind(binary.Right).Evaluate, left.Slope - right.Slope);
        return steps.And(scope => TimeSteps.Meeting(scope.Now, first(scope), second(scope), slope));
    }

    private TimeTerm Conditional(ConditionalSyntax conditional)
    {
        var (then, otherwise) = (Bind(conditional.Then), Bind(conditional.Else));
        return then.Slope == otherwise.Slope
            ? new(then.Slope, TimeTerm.Join(Standing(conditional, conditional.Condition), then, otherwise))
            : throw Unknown(conditional);
    }

    private TimeTerm Call(CallSyntax call)
    {
        switch (call.Name)
        {
            case "count" when call.Arguments.Length > 1:
                var (type, within) = (binder.Bind(call.Arguments[0]).Evaluate, binder.Bind(call.Arguments[1]).Evaluate);
                return Standing(call, call.Arguments.AsSpan()).And(scope => TimeSteps.Leaving(scope, type(scope), within(scope)));
            case "timestamp" or "duration":
                return Bind(call.Arguments[0]);
            case "year" or "month" or "day" or "hour" or "weekday" when Bind(call.Arguments[0]) is { Slope: not 0 } moving:
                var moment = binder.Bind(call.Arguments[0]).Evaluate;
                return moving.Slope == 1 ? TimeTerm.Steps(moving).And(scope => TimeSteps.Turning(scope.Now, moment(scope), call.Name)) : throw Unknown(call);
            default:
                return Standing(call, call.Arguments.AsSpan());
        }
    }

    private ExpressionException Unknown(Syntax syntax) => new(
        syntax.Start,
        $"When '{binder.Written(syntax)}' changes with time cannot be told beforehand. Compare moments and durations themselves, like "
            + "now - customer.lastOrderAt >= 30d or count(\"order.placed\", 30d) == 0.");
}
