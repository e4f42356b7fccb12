using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Events;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads the steps of a journey, with the steps within them.</summary>
internal sealed class StepsReader(FileProblems problems, EventCatalogue events, Brand brand, RewardNames rewards)
{
    private static readonly string[] Kinds = ["wait", "branch", "split", "send", "set", "repeat", "start", "award", "offer", "call", "exit"];

    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private int count;
    private int depth;

    /// <param name="path">The place of the list: "" at the top, "1.0" for the first arm of the second step.</param>
    public IReadOnlyList<StepSyntax> Read(Node? node, string path)
    {
        if (node is null or TextNode { Text.Length: 0 })
        {
            return [];
        }

        if (depth == JourneyReader.NestingMax)
        {
            problems.Add(
                node.At, $"Steps within steps go {JourneyReader.NestingMax} levels deep at most. Make a journey of the inner ones.");
            return [];
        }

        depth++;
        var steps = new List<StepSyntax>();
        IReadOnlyList<Node> items = node is ListNode list ? list.Items : [node];
        for (var at = 0; at < items.Count; at++)
        {
            var place = path.Length == 0 ? $"{at}" : $"{path}.{at}";
            if (ReadStep(items[at], place) is { } step)
            {
                CheckReached(steps, step);
                steps.Add(step);
            }
        }

        depth--;
        return steps;
    }

    private void CheckReached(List<StepSyntax> before, StepSyntax step)
    {
        if (before is [.., ExitSyntax])
        {
            problems.Add(step.At, "This step is never reached: the exit before it ends the run.");
        }
    }

    private StepSyntax? ReadStep(Node item, string path)
    {
        var map = MapReader.Of(item, problems, "a step", [.. Kinds, "id"]);
        if (map is null)
        {
            return null;
        }

        var kinds = Kinds.Where(map.Has).ToArray();
        if (kinds.Length != 1)
        {
            if (map.HasUnknown)
            {
                return null;
            }

            var found = kinds.Length == 0 ? "none" : string.Join(" and ", kinds);
            problems.Add(item.At, $"A step is one of {string.Join(", ", Kinds)}; here is {found}.");
            return null;
        }

        if (count == JourneyReader.StepsMax)
        {
            problems.Add(item.At, $"A journey has {JourneyReader.StepsMax} steps at most.");
        }

        if (count >= JourneyReader.StepsMax)
        {
            count++;
            return null;
        }

        return ReadKind(map, kinds[0], count++, ReadId(map, path), path);
    }

    private string ReadId(MapReader map, string path)
    {
        var id = path;
        if (map.Text("id") is { } given)
        {
            if (!IsName(given.Text.Replace('-', '_')))
            {
                problems.Add(given.At, $"{given.Description} is no id: a letter, then letters, digits, '-' and '_', 64 at most.");
            }

            id = given.Text;
        }

        if (!ids.Add(id))
        {
            problems.Add(map.Map.At, $"Another step of this journey has the id '{id}'.");
        }

        return id;
    }

    private StepSyntax? ReadKind(MapReader map, string kind, int index, string id, string path)
    {
        var (node, at) = (map.Node(kind)!, map.Map.At);
        switch (kind)
        {
            case "wait":
                return new WaitReader(this, problems, events).Read(node, new(index, id, at), path);
            case "branch":
                return ReadBranch(node, index, id, at, path);
            case "split":
                return new SplitReader(this, problems).Read(node, map, new(index, id, at, []), path);
            case "send":
                return SendSyntax.Read(node, problems, brand) is { } send ? new SendStepSyntax(index, id, at, send) : null;
            case "repeat":
                return new RepeatReader(this, problems).Read(node, new(index, id, at, 1, null, []), path);
            case "start":
                return StartReader.Read(node, new(index, id, at, null, null, []), problems);
            case "call":
                return new CallReader(this, problems).Read(node, new(index, id, at, null, "GET"), path);
            case "award":
                return new RewardReader(problems, rewards).ReadAward(node, new(index, id, at, null, null));
            case "offer":
                return new RewardReader(problems, rewards).ReadOffer(node, new(index, id, at, "", null));
            case "set":
                return new SetSyntax(index, id, at, ReadAssignments(node));
            default:
                return new ExitSyntax(index, id, at, node is TextNode { Text.Length: > 0 } ? map.Text(kind)!.Text : null);
        }
    }

    private BranchSyntax ReadBranch(Node node, int index, string id, Place at, string path)
    {
        var arms = new List<BranchArmSyntax>();
        IReadOnlyList<StepSyntax>? otherwise = null;
        IReadOnlyList<Node> items = node is ListNode list ? list.Items : [node];
        for (var number = 0; number < items.Count; number++)
        {
            var arm = MapReader.Of(items[number], problems, "an arm of a branch", "when", "steps", "else");
            if (arm is null)
            {
                continue;
            }

            if (otherwise is not null)
            {
                problems.Add(items[number].At, "Nothing can follow 'else': it holds for all the rest.");
            }

            if (arm.Has("else"))
            {
                otherwise = ReadElse(arm, $"{path}.{number}");
            }
            else
            {
                arms.Add(new(arm.RequiredText("when"), Read(arm.Required("steps"), $"{path}.{number}")));
            }
        }

        if (arms.Count == 0)
        {
            problems.Add(node.At, "A branch needs an arm with 'when' and 'steps'.");
        }

        return new(index, id, at, arms, otherwise ?? []);
    }

    private IReadOnlyList<StepSyntax> ReadElse(MapReader arm, string path)
    {
        if (arm.Has("when") || arm.Has("steps"))
        {
            problems.Add(arm.Map.At, "'else' stands alone in its arm, with its steps below it.");
        }

        return Read(arm.Node("else"), path);
    }

    public IReadOnlyList<AssignmentSyntax> ReadAssignments(Node node)
    {
        const string Attributes = "customer.attributes.";
        var read = new List<AssignmentSyntax>();
        if (node is not MapNode map || map.Entries.Count == 0)
        {
            problems.Add(node.At, "'set' is a mapping of what is set to expressions, like run.discount: \"10\".");
            return read;
        }

        foreach (var (key, value) in map.Entries)
        {
            var attribute = key.Text.StartsWith(Attributes, StringComparison.Ordinal);
            var variable = key.Text.StartsWith("run.", StringComparison.Ordinal);
            var name = attribute ? key.Text[Attributes.Length..] : variable ? key.Text["run.".Length..] : "";
            if (!IsName(name) || (!attribute && name is "key" or "journey" or "startedAt" or "round" or "offer"))
            {
                problems.Add(
                    key.At,
                    $"'{key.Text}' cannot be set; run.NAME and customer.attributes.NAME can, but not run.key, run.journey, run.startedAt, run.round and run.offer.",
                    IsName(key.Text) ? $"run.{key.Text}" : null);
            }
            else if (value is TextNode { Text.Length: > 0 } to)
            {
                read.Add(new(attribute, name, to));
            }
            else
            {
                problems.Add(value.At, $"'{key.Text}' is set to an expression; here stands {value.Description}.");
            }
        }

        return read;
    }

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= 64
            && char.IsAsciiLetter(name[0])
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
