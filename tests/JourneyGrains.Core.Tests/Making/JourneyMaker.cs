using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Making;

/// <summary>Makes a journey step by step; each step goes on with the one after it unless a target is named by its index.</summary>
internal sealed class JourneyMaker(string name)
{
    private readonly List<Func<int, Step>> steps = [];
    private readonly List<ExitRule> exits = [];
    private Entry entry = new("cart.updated", null, null, Reentry.Always);
    private Goal? goal;
    private ImmutableArray<string> kept = ["cartId", "value", "orderId", "promisedAt", "note"];

    public JourneyMaker On(string type, string? key = null, string? when = null, Reentry? again = null)
    {
        entry = new(type, Compile(key), Compile(when), again ?? Reentry.Always);
        return this;
    }

    public JourneyMaker OnSegment(string segment, bool left = false, string? when = null, Reentry? again = null)
    {
        entry = new(left ? RuntimeEvents.SegmentLeft : RuntimeEvents.SegmentEntered, null, Compile(when), again ?? Reentry.Always) { Segment = segment };
        return this;
    }

    public JourneyMaker OnSchedule(LocalSchedule schedule, string? when = null, Reentry? again = null)
    {
        entry = new(RuntimeEvents.ScheduleReached, null, Compile(when), again ?? Reentry.Always) { Schedule = schedule };
        return this;
    }

    /// <summary>The waves of campaigns may let their audience in as well.</summary>
    public JourneyMaker ByCampaign()
    {
        entry = entry with { ByCampaign = true };
        return this;
    }

    /// <summary>A service may let customers in as well.</summary>
    /// <param name="required">Texts that its data must have.</param>
    public JourneyMaker ByApi(params ImmutableArray<string> required)
    {
        entry = entry with { Request = new(RuntimeEvents.Requested, "", [.. required.Select(name => new EventProperty(name, ValueKind.Text, true, ""))]) };
        return this;
    }

    public JourneyMaker ExitOn(string type, string? when = null)
    {
        exits.Add(new(type, Compile(when)));
        return this;
    }

    public JourneyMaker Goal(string type, string within, string? when = null, string? value = null, string? attribution = null)
    {
        goal = new(type, Compile(when), Make.Span(within))
        {
            Value = Compile(value),
            Attribution = attribution is null ? null : Make.Span(attribution),
        };
        return this;
    }

    public JourneyMaker Keeps(params ImmutableArray<string> properties)
    {
        kept = properties;
        return this;
    }

    /// <param name="restart">The type that starts the wait anew; its key is the entry's where it is the entry's type.</param>
    public JourneyMaker Wait(
        string? time = null, string? until = null, string? restart = null, int? timeout = null, int? next = null, params ImmutableArray<WaitArm> arms)
    {
        var rule = restart is null ? null : new RestartRule(restart, restart == entry.On ? entry.Key : null, null);
        return Add((index, after) => new WaitStep(Id(index), next ?? after, Compile(time), Compile(until), rule, arms, timeout ?? next ?? after));
    }

    public JourneyMaker WaitLocal(LocalUntil until) =>
        Add((index, next) => new WaitStep(Id(index), next, null, null, null, [], next) { Local = until });

    public static WaitArm Arm(string type, int target, string? when = null) => new(type, Compile(when), target);

    public JourneyMaker Branch(int otherwise, params (string When, int Target)[] arms) =>
        Add((index, next) => new BranchStep(
            Id(index), next, [.. arms.Select(arm => new BranchArm(Make.Expr(arm.When), arm.Target))], otherwise));

    public JourneyMaker Split(string id, params ImmutableArray<SplitArm> arms) => Add((_, next) => new SplitStep(id, next, arms));

    public JourneyMaker Send(
        string template, string channel = SendStep.Preferred, string purpose = "marketing", string? expires = "12h", int? next = null, SendTerms? terms = null) =>
        Add((index, after) => new SendStep(Id(index), next ?? after, template, channel, purpose, Compile(expires)) { Terms = terms ?? SendTerms.Plain });

    public JourneyMaker Set(string variable, string to, int? next = null) => Assign(new(false, variable, Make.Expr(to)), next);

    public JourneyMaker SetAttribute(string attribute, string to) => Assign(new(true, attribute, Make.Expr(to)));

    /// <summary>A loop over the steps after it; the last of them is to name this one as its next.</summary>
    public JourneyMaker Repeat(int times, string? condition = null, int next = Journey.End) =>
        Add((index, body) => new RepeatStep(Id(index), next, times, Compile(condition), body));

    public JourneyMaker Start(string journey, string? key = null, params ImmutableArray<(string Name, string Value)> data) =>
        Add((index, next) => new StartStep(Id(index), next, journey, Compile(key), Named(data)));

    public JourneyMaker Award(string points, string? reason = null) =>
        Add((index, next) => new AwardStep(Id(index), next, Make.Expr(points), reason));

    public JourneyMaker Offer(string offer, string? expires = null, int? next = null) =>
        Add((index, after) => new OfferStep(Id(index), next ?? after, offer, Compile(expires)));

    public JourneyMaker Call(
        string url = "https://scores.example/v1/score", string method = "POST", string time = "1m", (string Name, string To)[]? into = null,
        int? timeout = null, int? failed = null, params ImmutableArray<(string Name, string Value)> data) =>
        Add((index, next) => new CallStep(
            Id(index), next, method, url, method == "GET" ? Named(data) : [], method == "GET" ? [] : Named(data), Make.Span(time),
            [.. (into ?? []).Select(pair => new Assignment(false, pair.Name, Make.Expr(pair.To)))], timeout ?? next, failed ?? timeout ?? next));

    public JourneyMaker Exit(string? reason = null) => Add((index, _) => new ExitStep(Id(index), reason));

    public Journey Done() => new(
        name, entry, [.. exits], goal, [.. steps.Select((step, index) => step(index == steps.Count - 1 ? Journey.End : index + 1))], kept);

    private static ImmutableArray<NamedExpression> Named(ImmutableArray<(string Name, string Value)> data) =>
        [.. data.Select(pair => new NamedExpression(pair.Name, Make.Expr(pair.Value)))];

    private JourneyMaker Assign(Assignment assignment, int? next = null) =>
        Add((index, after) => new SetStep(Id(index), next ?? after, [assignment]));

    private JourneyMaker Add(Func<int, int, Step> make)
    {
        var index = steps.Count;
        steps.Add(next => make(index, next));
        return this;
    }

    private static string Id(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Expression? Compile(string? source) => source is null ? null : Make.Expr(source);
}
