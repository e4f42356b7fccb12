using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads a split step: a list of arms with their percents.</summary>
internal sealed class SplitReader(StepsReader steps, FileProblems problems)
{
    private const int ArmsMax = 20;

    public SplitSyntax Read(Node node, MapReader step, SplitSyntax empty, string path)
    {
        if (!step.Has("id"))
        {
            problems.Add(
                step.Map.At, "A split needs an 'id': customers are spread by it and its results are kept under it, wherever it stands.");
        }

        var arms = new List<SplitArmSyntax>();
        IReadOnlyList<Node> items = node is ListNode list ? list.Items : [node];
        for (var number = 0; number < items.Count; number++)
        {
            if (MapReader.Of(items[number], problems, "an arm of a split", "arm", "percent", "control", "steps") is { } map)
            {
                arms.Add(ReadArm(map, arms, $"{path}.{number}"));
            }
        }

        CheckWhole(node, items.Count, arms);
        return empty with { Arms = arms };
    }

    private SplitArmSyntax ReadArm(MapReader map, List<SplitArmSyntax> before, string path)
    {
        var name = Names.Check(map.RequiredText("arm"), problems);
        if (name is not null && before.Any(other => other.Name == name))
        {
            problems.Add(map.Node("arm")!.At, $"The arm '{name}' is here twice.");
        }

        var control = map.Flag("control") ?? false;
        if (control && before.Any(other => other.Control))
        {
            problems.Add(map.Node("control")!.At, "A split has one control arm at most: the others are compared with it.");
        }

        var within = steps.Read(map.Node("steps"), path);
        if (control && within.SelectMany(step => step.All).FirstOrDefault(step => step is SendStepSyntax) is { } send)
        {
            problems.Add(send.At, "A control arm is never messaged: it cannot send. Nor does the run after the split, once it took this arm.");
        }

        return new(name ?? "", map.Percent("percent"), control, within);
    }

    private void CheckWhole(Node node, int items, List<SplitArmSyntax> arms)
    {
        if (items is < 2 or > ArmsMax)
        {
            problems.Add(node.At, $"A split has 2 to {ArmsMax} arms, like {{ arm: with, percent: 90, steps: [] }} and {{ arm: without, percent: 10 }}.");
        }
        else if (arms.Count == items && arms.All(arm => arm.Percent is not null) && arms.Sum(arm => arm.Percent) is var sum && sum != 100)
        {
            problems.Add(node.At, FormattableString.Invariant($"The percents of the arms add up to 100; these add up to {sum:0.##}."));
        }
    }
}
