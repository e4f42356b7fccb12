using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>Checks and compiles calls of functions.</summary>
internal sealed class FunctionBinder(Binder binder, IReadOnlyCollection<string> eventTypes)
{
    public Bound Bind(CallSyntax call)
    {
        if (Functions.Find(call.Name) is not { } function)
        {
            throw new ExpressionException(
                call.NameStart, $"There is no function '{call.Name}'.", Suggestions.For(call.Name, Functions.Names));
        }

        if (!function.Counts.Contains(call.Arguments.Length))
        {
            throw new ExpressionException(
                call.NameStart, $"{call.Name}() is called as {function.Signature}; here are {call.Arguments.Length} arguments.");
        }

        var arguments = call.Arguments.Select(binder.Bind).ToArray();
        for (var at = 0; at < arguments.Length; at++)
        {
            RequireKind(call, function, at, arguments[at]);
        }

        RequireOneKind(call, function, arguments);
        if (function.NamesEvents)
        {
            CheckNames(call);
        }

        return Compile(call, function, arguments);
    }

    private static Bound Compile(CallSyntax call, Function function, Bound[] arguments)
    {
        var kind = function.Result ?? arguments[0].Kind;
        var evaluate = function.Build([.. arguments.Select(argument => argument.Evaluate)]);
        if (function.ReadsScope)
        {
            return new(kind, evaluate);
        }

        var bound = Bound.From(kind, evaluate, arguments);
        if (bound.Constant && function.Reads is { } wanted && arguments[0].Kind == ValueKind.Text && bound.Evaluate(default).IsNull
            && arguments[0].Evaluate(default) is { IsNull: false } text)
        {
            var given = text.AsText();
            throw new ExpressionException(
                call.Arguments[0].Start, (kind == ValueKind.Duration ? Durations.TooLong(given) : null) ?? $"'{given}' is not {wanted}.");
        }

        return bound;
    }

    private void RequireKind(CallSyntax call, Function function, int at, Bound argument)
    {
        var takes = function.Parameter(at);
        if (argument.Kind is ValueKind.Any or ValueKind.Null || takes.Contains(argument.Kind))
        {
            return;
        }

        var hint = takes is [ValueKind.Duration] && argument.Kind == ValueKind.Text ? " A duration is written 3d." : "";
        throw new ExpressionException(
            call.Arguments[at].Start,
            $"{call.Name}() takes {string.Join(" or ", takes)} here; '{binder.Written(call.Arguments[at])}' is {argument.Kind}.{hint}");
    }

    /// <summary>min and max: all arguments are of one kind.</summary>
    private void RequireOneKind(CallSyntax call, Function function, Bound[] arguments)
    {
        if (function.Result is not null)
        {
            return;
        }

        for (var at = 1; at < arguments.Length; at++)
        {
            if (!arguments[at].MayBe(arguments[0].Kind) && !arguments[0].MayBe(arguments[at].Kind))
            {
                throw new ExpressionException(
                    call.Arguments[at].Start,
                    $"'{binder.Written(call.Arguments[0])}' is {arguments[0].Kind} and '{binder.Written(call.Arguments[at])}' is {arguments[at].Kind}: {call.Name}() needs one kind.");
            }
        }
    }

    private void CheckNames(CallSyntax call)
    {
        for (var at = 0; at < call.Arguments.Length; at++)
        {
            if (call.Arguments[at] is LiteralSyntax { Value: { Kind: ValueKind.Text } literal }
                && RecentEvents.Check(at, literal.AsText(), eventTypes) is var (message, suggestion))
            {
                throw new ExpressionException(call.Arguments[at].Start, message, suggestion);
            }
        }
    }
}
