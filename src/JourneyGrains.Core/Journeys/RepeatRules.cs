using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Expressions;

namespace JourneyGrains.Core.Journeys;

/// <summary>Loops: whether there is another round, and which.</summary>
internal static class RepeatRules
{
    /// <summary>Begins the next round or leaves the loop.</summary>
    /// <returns>The run and where it goes on.</returns>
    public static (Run Run, int Index) Take(TurnBuilder turn, RepeatStep repeat, Run run)
    {
        var (next, index) = Next(repeat, run, turn.StepScope(run));
        var done = NumberOf(repeat, run);
        var text = index == repeat.Body ? $"Round {done + 1} of {repeat.Times} at most."
            : done >= repeat.Times ? $"Leaves the loop: {repeat.Times} rounds are the most."
            : $"Leaves the loop before round {done + 1}: {repeat.While} does not hold.";
        turn.Tell(LineKind.Step, text, run);
        return (next, index);
    }

    /// <summary>The same for looking ahead: tells nothing.</summary>
    /// <param name="scope">Of the run as it comes to the step.</param>
    public static (Run Run, int Index) Next(RepeatStep repeat, Run run, in Scope scope)
    {
        var around = Around(repeat, run);
        var number = NumberOf(repeat, run) + 1;
        var next = run with { Rounds = around.Add(new(repeat.Id, number)) };
        return number <= repeat.Times && (repeat.While?.Holds(scope with { Run = next }) ?? true)
            ? (next, repeat.Body)
            : (run with { Rounds = around.IsEmpty ? null : around }, repeat.Next);
    }

    /// <summary>Rounds begun; 0: it comes from without.</summary>
    private static int NumberOf(RepeatStep repeat, Run run) => run.Rounds?.FirstOrDefault(round => round.StepId == repeat.Id)?.Number ?? 0;

    /// <summary>The loops around this one. What stands within it is left behind with its last round.</summary>
    private static ImmutableArray<Round> Around(RepeatStep repeat, Run run) =>
        run.Rounds is { } rounds ? [.. rounds.TakeWhile(round => round.StepId != repeat.Id)] : [];
}
