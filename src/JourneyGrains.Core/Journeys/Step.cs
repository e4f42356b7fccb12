using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>One step of a journey.</summary>
/// <param name="Id">The author's 'id', else its place in the file ("2", "2.1.0"): stable while the steps before it stay.</param>
/// <param name="Next">The index of the step that follows, or <see cref="Journey.End"/>.</param>
public abstract record Step(string Id, int Next);

/// <summary>Waits until a time, an event, or whichever is first.</summary>
/// <param name="For">A fixed or calculated duration from the start of the wait; null where there is none.</param>
/// <param name="Until">A moment; already past: goes on at once. Absent when evaluated: see <see cref="Arms"/>, else goes on at once.</param>
/// <param name="Restart">An event type with the run's key that starts the wait anew and renews the run's event; null: none.</param>
/// <param name="Arms">Events that end the wait, the first that matches wins.</param>
/// <param name="Timeout">The index to go to when the time is over.</param>
public sealed record WaitStep(
    string Id, int Next, Expression? For, Expression? Until, RestartRule? Restart, ImmutableArray<WaitArm> Arms, int Timeout) : Step(Id, Next)
{
    /// <summary>Until when by the customer's own clock and calendar, in place of 'for' and 'until'; null: not so.</summary>
    public LocalUntil? Local { get; init; }
}

/// <summary>An event that ends a wait and where the run goes on.</summary>
public sealed record WaitArm(string On, Expression? When, int Target);

/// <summary>An event that starts a wait anew.</summary>
/// <param name="Key">The entry's key expression, where the type is the entry's, else null: then any event of the type that meets <paramref name="When"/>.</param>
public sealed record RestartRule(string On, Expression? Key, Expression? When);

/// <summary>Goes to the first arm that holds, else to <paramref name="Else"/>.</summary>
public sealed record BranchStep(string Id, int Next, ImmutableArray<BranchArm> Arms, int Else) : Step(Id, Next);

/// <summary>One condition of a branch.</summary>
public sealed record BranchArm(Expression When, int Target);

/// <summary>Goes to the arm that a stable hash of journey, split and customer falls into.</summary>
/// <param name="Arms">Two or more; their percents add up to 100.</param>
public sealed record SplitStep(string Id, int Next, ImmutableArray<SplitArm> Arms) : Step(Id, Next)
{
    /// <summary>The arms by name, in hundredths of a percent.</summary>
    internal ImmutableArray<(string Name, int Size)> Shares { get; } = [.. Arms.Select(arm => (arm.Name, (int)(arm.Percent * 100)))];
}

/// <summary>One arm of a split.</summary>
/// <param name="Percent">Of all customers, 0 to 100, with two decimals at most.</param>
/// <param name="Control">A run that takes it is not messaged from then on.</param>
public sealed record SplitArm(string Name, decimal Percent, bool Control, int Target);

/// <summary>Decides a message.</summary>
/// <param name="Channel">A channel of the brand, or <see cref="Preferred"/>.</param>
/// <param name="Expires">A duration after the decision, or a moment, after which it is no longer handed over; null: the brand's default.</param>
public sealed record SendStep(string Id, int Next, string Template, string Channel, string Purpose, Expression? Expires) : Step(Id, Next)
{
    /// <summary>The customer's preferred channel, else the first of the brand's order that reaches them.</summary>
    public const string Preferred = "preferred";

    /// <summary>How it stands to the rules of sending.</summary>
    public SendTerms Terms { get; init; } = SendTerms.Plain;
}

/// <summary>Sets variables of the run and attributes of the customer.</summary>
public sealed record SetStep(string Id, int Next, ImmutableArray<Assignment> Assignments) : Step(Id, Next);

/// <summary>One assignment.</summary>
/// <param name="Attribute">True: customer.attributes.NAME; false: run.NAME.</param>
public sealed record Assignment(bool Attribute, string Name, Expression To);

/// <summary>Takes the steps from <paramref name="Body"/> on again and again; the last of them comes back here.</summary>
/// <param name="Times">Rounds, at most.</param>
/// <param name="While">Looked at before each round, the first as well; null: only the number of rounds ends it.</param>
public sealed record RepeatStep(string Id, int Next, int Times, Expression? While, int Body) : Step(Id, Next)
{
    /// <summary>Rounds that a loop may have.</summary>
    public const int TimesMax = 100;
}

/// <summary>Starts a run of another journey for the same customer, as if the event that it is entered by had come.</summary>
/// <param name="Name">The other journey's.</param>
/// <param name="Key">Null: the other journey's own.</param>
/// <param name="Data">What the event's properties are in the started run.</param>
public sealed record StartStep(string Id, int Next, string Name, Expression? Key, ImmutableArray<NamedExpression> Data) : Step(Id, Next);

/// <summary>A name and what it stands for.</summary>
public sealed record NamedExpression(string Name, Expression Value)
{
    /// <summary>The values of several; what is absent is left out.</summary>
    internal static IEnumerable<KeyValuePair<string, Value>> Evaluate(ImmutableArray<NamedExpression> named, Scope scope)
    {
        foreach (var (name, expression) in named)
        {
            if (expression.Evaluate(scope) is { IsNull: false } value)
            {
                yield return new(name, value);
            }
        }
    }
}

/// <summary>Awards points.</summary>
/// <param name="Reason">What the ledger says it is for; null: the journey's name.</param>
public sealed record AwardStep(string Id, int Next, Expression Points, string? Reason) : Step(Id, Next);

/// <summary>Issues an offer.</summary>
/// <param name="Expires">A duration, or a moment; null: as the offer says.</param>
public sealed record OfferStep(string Id, int Next, string Offer, Expression? Expires) : Step(Id, Next);

/// <summary>Asks another system and waits for its answer.</summary>
/// <param name="Url">Absolute, without what <paramref name="Query"/> adds.</param>
/// <param name="Query">Added to the address.</param>
/// <param name="Body">The fields of the JSON object that is sent.</param>
/// <param name="For">How long the run waits, all attempts together.</param>
/// <param name="Into">What is set from the answer: their expressions read it as 'answer'.</param>
/// <param name="Timeout">Where to go on when the time is over first.</param>
/// <param name="Failed">Where to go on when the other system refuses, or all attempts fail.</param>
public sealed record CallStep(
    string Id, int Next, string Method, string Url, ImmutableArray<NamedExpression> Query, ImmutableArray<NamedExpression> Body, TimeSpan For,
    ImmutableArray<Assignment> Into, int Timeout, int Failed) : Step(Id, Next)
{
    /// <summary>The longest that a run waits for an answer.</summary>
    public static readonly TimeSpan ForMax = TimeSpan.FromDays(1);

    /// <summary>Whether a body is sent, if only an empty object.</summary>
    public bool HasBody => Method is "POST" or "PUT" or "PATCH";

    /// <summary>The host, with the port where it is none of the usual.</summary>
    public string Host { get; } = new Uri(Url).Authority;

    /// <summary>As the transcript calls it: method and path.</summary>
    public string Name { get; } = $"{Method} {new Uri(Url).AbsolutePath}";
}

/// <summary>Ends the run.</summary>
public sealed record ExitStep(string Id, string? Reason) : Step(Id, Journey.End);
