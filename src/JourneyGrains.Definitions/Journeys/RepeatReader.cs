using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads a loop: times, which it must have, while and steps.</summary>
internal sealed class RepeatReader(StepsReader steps, FileProblems problems)
{
    public RepeatSyntax Read(Node node, RepeatSyntax empty, string path)
    {
        var map = MapReader.Of(node, problems, "a loop", "times", "while", "steps");
        if (map is null)
        {
            return empty;
        }

        var inner = map.Required("steps");
        map.Required("times");
        var repeat = empty with { Times = map.Whole("times", 1, RepeatStep.TimesMax) ?? 1, While = map.Text("while"), Steps = steps.Read(inner, path) };
        if (inner is not null && repeat.Steps.Count == 0 && !map.HasUnknown)
        {
            problems.Add(inner.At, "A loop needs steps to repeat.");
        }

        CheckTurn(repeat);
        return repeat;
    }

    /// <summary>Without anything that may wait, all rounds are taken in one turn.</summary>
    private void CheckTurn(RepeatSyntax repeat)
    {
        if (repeat.All.All(step => step is not (WaitSyntax or CallSyntax)) && Taken(repeat) is var most && most > CustomerLimits.StepsPerTurnMax)
        {
            problems.Add(
                repeat.At,
                $"This loop waits for nothing and may take {most} steps in one turn; {CustomerLimits.StepsPerTurnMax} are the most. Repeat it less often, or wait in it.");
        }
    }

    /// <summary>Steps that are taken at most, were each arm of each branch taken.</summary>
    private static long Taken(StepSyntax step) => step is RepeatSyntax repeat
        ? (repeat.Times * (1 + repeat.Steps.Sum(Taken))) + 1
        : 1 + step.Inner.Sum(Taken);
}
