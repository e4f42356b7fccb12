using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Events;
using JourneyGrains.Definitions.Expressions;
using JourneyGrains.Definitions.Templates;
using NodaTime.Text;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Compiles the expressions of steps and lays the steps out as a flat programme.</summary>
/// <param name="fields">Of the customer, the run's event and the run.</param>
/// <param name="entry">Null where it was noted as wrong.</param>
internal sealed class StepCompiler(ExpressionReader expressions, EventCatalogue events, FieldTable fields, Entry? entry, TemplateUses uses, JourneyStarts starts)
{
    private FieldTable fields = fields;
    private readonly SortedDictionary<int, Step> programme = [];
    private readonly SortedSet<string> paths = new(StringComparer.Ordinal);

    /// <summary>The steps by their indexes.</summary>
    public ImmutableArray<Step> Programme => [.. programme.Values];

    /// <summary>The paths that expressions of steps and templates read.</summary>
    public IReadOnlyCollection<string> PathsRead => paths;

    public void Compile(IReadOnlyList<StepSyntax> steps) => Block(steps, Journey.End, []);

    /// <param name="after">Where the last step goes on.</param>
    /// <param name="matched">The event types that may have ended a wait before.</param>
    /// <returns>Those that may have ended one up to the end of the block.</returns>
    private ImmutableSortedSet<string> Block(IReadOnlyList<StepSyntax> steps, int after, ImmutableSortedSet<string> matched)
    {
        for (var at = 0; at < steps.Count; at++)
        {
            matched = Step(steps[at], at + 1 < steps.Count ? steps[at + 1].Index : after, matched);
        }

        return matched;
    }

    private ImmutableSortedSet<string> Step(StepSyntax syntax, int next, ImmutableSortedSet<string> matched)
    {
        var known = matched.IsEmpty ? fields : events.With(fields, "matched", matched);
        switch (syntax)
        {
            case WaitSyntax wait:
                return Wait(wait, next, matched, known);
            case BranchSyntax branch:
                return Branch(branch, next, matched, known);
            case SplitSyntax split:
                return Split(split, next, matched);
            case SendStepSyntax { Send: var send }:
                programme[syntax.Index] = Send(syntax.Id, send, next, known);
                return matched;
            case RepeatSyntax repeat:
                return Repeat(repeat, next, matched);
            case StartSyntax start:
                programme[syntax.Index] = Start(start, next, known);
                return matched;
            case CallSyntax call:
                return Call(call, next, matched, known);
            case AwardSyntax award:
                programme[syntax.Index] = Award(award, next, known);
                return matched;
            case OfferSyntax offer:
                var until = Read(expressions.DurationOr(offer.Expires, known, "'expires'", ValueKind.Duration, ValueKind.Time));
                programme[syntax.Index] = new OfferStep(offer.Id, next, offer.Offer, until);
                return matched;
            case SetSyntax set:
                programme[syntax.Index] = new SetStep(syntax.Id, next, Assignments(set.Assignments, known));
                return matched;
            default:
                programme[syntax.Index] = new ExitStep(syntax.Id, ((ExitSyntax)syntax).Reason);
                return matched;
        }
    }

    private SendStep Send(string id, SendSyntax send, int next, FieldTable known)
    {
        var expires = Read(expressions.DurationOr(send.Expires, known, "'expires'", ValueKind.Duration, ValueKind.Time));
        paths.UnionWith(uses.Add(send.Template, known));
        return new(id, next, send.Template?.Text ?? "", send.Channel, send.Purpose, expires) { Terms = send.Terms };
    }

    private ImmutableSortedSet<string> Wait(WaitSyntax wait, int next, ImmutableSortedSet<string> matched, FieldTable known)
    {
        var length = Read(expressions.DurationOr(wait.For, known, "'for'", ValueKind.Duration));
        var until = Read(expressions.DurationOr(wait.Until, known, "'until'", ValueKind.Time));
        var after = matched;
        var arms = ImmutableArray.CreateBuilder<WaitArm>();
        foreach (var (rule, steps) in wait.Arms)
        {
            var type = rule.On ?? "";
            arms.Add(new(type, expressions.Condition(rule.When, OfIncoming(type)), Target(steps, next)));
            after = after.Union(Block(steps, next, [type]));
        }

        var timeout = wait.Timeout ?? [];
        after = after.Union(Block(timeout, next, matched));
        programme[wait.Index] = new WaitStep(
            wait.Id, next, length, until, Restart(wait.Restart), arms.ToImmutable(), Target(timeout, next))
        {
            Local = Local(wait.Local, known),
        };
        return after;
    }

    private LocalUntil? Local(LocalUntilSyntax? local, FieldTable known)
    {
        if (local?.Date is null)
        {
            return local?.Clock;
        }

        // A plain date is a day of the customer's calendar, not a moment.
        var date = LocalDatePattern.Iso.Parse(local.Date.Text).Success
            ? ExpressionCompiler.Constant(local.Date.Text, Value.Of(local.Date.Text))
            : Read(expressions.DurationOr(local.Date, known, "'date'", ValueKind.Time, ValueKind.Text));
        return date is null ? null : new OnLocalDate(date, local.Offset, local.At);
    }

    private RestartRule? Restart(EventRuleSyntax? rule)
    {
        var type = rule?.On ?? "";
        var when = expressions.Condition(rule?.When, OfIncoming(type));
        return rule?.On is null ? null : new(type, type == entry?.On ? entry.Key : null, when);
    }

    private ImmutableSortedSet<string> Branch(BranchSyntax branch, int next, ImmutableSortedSet<string> matched, FieldTable known)
    {
        var after = matched;
        var arms = ImmutableArray.CreateBuilder<BranchArm>();
        foreach (var (when, steps) in branch.Arms)
        {
            if (Read(expressions.Condition(when, known)) is { } condition)
            {
                arms.Add(new(condition, Target(steps, next)));
            }

            after = after.Union(Block(steps, next, matched));
        }

        after = after.Union(Block(branch.Else, next, matched));
        programme[branch.Index] = new BranchStep(branch.Id, next, arms.ToImmutable(), Target(branch.Else, next));
        return after;
    }

    private ImmutableSortedSet<string> Repeat(RepeatSyntax repeat, int next, ImmutableSortedSet<string> matched)
    {
        // What ended a wait in one round is known in the next.
        matched = matched.Union(repeat.All.OfType<WaitSyntax>().SelectMany(wait => wait.Arms).Select(arm => arm.Rule.On ?? ""));
        var around = fields;
        fields = fields.WithRound();
        var known = matched.IsEmpty ? fields : events.With(fields, "matched", matched);
        var condition = Read(expressions.Condition(repeat.While, known));
        Block(repeat.Steps, repeat.Index, matched);
        fields = around;
        programme[repeat.Index] = new RepeatStep(repeat.Id, next, repeat.Times, condition, Target(repeat.Steps, next));
        return matched;
    }

    private StartStep Start(StartSyntax start, int next, FieldTable known)
    {
        var key = Read(expressions.Compile(start.Key, known));
        expressions.CheckKey(start.Key, key);
        var data = Compiled(start.Data, known);
        starts.Add(expressions.Problems, start, data);
        return new(start.Id, next, start.Journey?.Text ?? "", key, Named(data));
    }

    private AwardStep Award(AwardSyntax award, int next, FieldTable known)
    {
        var points = Read(expressions.Compile(award.Points, known));
        if (points is not null && points.Kind is not (ValueKind.Number or ValueKind.Any))
        {
            expressions.Problems.Add(award.Points!.At, $"Points are a Number, like 100 or round(event.total); '{points.Source}' is {points.Kind}.");
        }

        if (points?.Constant is { Kind: ValueKind.Number } constant && constant.AsNumber() is var many and (< 1 or > CustomerLimits.AwardMax))
        {
            var spent = many < 0 ? " No step takes points away; a refund does, by itself." : "";
            expressions.Problems.Add(award.Points!.At, $"An award is 1 to {CustomerLimits.AwardMax} points; {points.Source} awards none.{spent}");
        }

        return new(award.Id, next, points ?? ExpressionCompiler.Constant("0", Value.Of(0)), award.Reason);
    }

    private ImmutableSortedSet<string> Split(SplitSyntax split, int next, ImmutableSortedSet<string> matched)
    {
        var after = matched;
        foreach (var arm in split.Arms)
        {
            after = after.Union(Block(arm.Steps, next, matched));
        }

        programme[split.Index] = new SplitStep(
            split.Id, next, [.. split.Arms.Select(arm => new SplitArm(arm.Name, arm.Percent ?? 0, arm.Control, Target(arm.Steps, next)))]);
        return after;
    }

    private ImmutableSortedSet<string> Call(CallSyntax call, int next, ImmutableSortedSet<string> matched, FieldTable known)
    {
        var timeout = Target(call.Timeout ?? [], next);
        programme[call.Index] = new CallStep(
            call.Id, next, call.Method, call.Url?.AbsoluteUri ?? "https://invalid", Named(Compiled(call.Query, known)), Named(Compiled(call.Body, known)), call.For,
            Assignments(call.Into, fields.WithAnswer()), timeout, call.Failed is null ? timeout : Target(call.Failed, next));
        return Block(call.Timeout ?? [], next, matched).Union(Block(call.Failed ?? [], next, matched));
    }

    /// <summary>Those that are expressions; of the others it is noted.</summary>
    private List<(NamedText Text, Expression Value)> Compiled(IReadOnlyList<NamedText> texts, FieldTable known)
    {
        var compiled = new List<(NamedText Text, Expression Value)>();
        foreach (var text in texts)
        {
            if (Read(expressions.Compile(text.Value, known)) is { } value)
            {
                compiled.Add((text, value));
            }
        }

        return compiled;
    }

    private static ImmutableArray<NamedExpression> Named(List<(NamedText Text, Expression Value)> compiled) =>
        [.. compiled.Select(pair => new NamedExpression(pair.Text.Name.Text, pair.Value))];

    private ImmutableArray<Assignment> Assignments(IReadOnlyList<AssignmentSyntax> set, FieldTable known)
    {
        var assignments = ImmutableArray.CreateBuilder<Assignment>();
        foreach (var (attribute, name, to) in set)
        {
            if (Read(expressions.Compile(to, known)) is { } expression)
            {
                assignments.Add(new(attribute, name, expression));
            }
        }

        return assignments.ToImmutable();
    }

    private FieldTable OfIncoming(string type) => events.With(fields, "event", [type]);

    private Expression? Read(Expression? expression)
    {
        paths.UnionWith(expression?.Fields ?? []);
        return expression;
    }

    private static int Target(IReadOnlyList<StepSyntax> steps, int next) => steps.Count == 0 ? next : steps[0].Index;
}
