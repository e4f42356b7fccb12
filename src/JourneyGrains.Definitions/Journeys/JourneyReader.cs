using System.Collections.Immutable;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Events;
using JourneyGrains.Definitions.Expressions;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads a journey file.</summary>
/// <param name="calls">Takes what the journey calls.</param>
internal sealed class JourneyReader(
    FileProblems problems, EventCatalogue events, Brand brand, TemplateUses uses, JourneyStarts starts, RewardNames rewards, List<CallPlace> calls)
{
    public const int StepsMax = 200;
    public const int NestingMax = 20;

    private readonly ExpressionReader expressions = new(problems, events);

    /// <summary>The journey, or null where it is too wrong for one; what is wrong is noted.</summary>
    public Journey? Read(Node root)
    {
        var map = MapReader.Of(root, problems, "a journey", "journey", "enter", "exit", "goal", "steps", "migrate");
        if (map is null)
        {
            return null;
        }

        var name = Names.Check(map.RequiredText("journey"), problems);
        var entry = new EntryReader(problems, events, expressions).Read(map.Required("enter"));
        var steps = new StepsReader(problems, events, brand, rewards).Read(map.Required("steps"), "");
        var ofRun = EntryReader.Fields(entry, events);
        var variables = RunVariables.Of(steps, ofRun, events);
        var compiler = new StepCompiler(expressions, events, ofRun.WithRun(variables), entry, uses, starts);
        compiler.Compile(steps);
        calls.AddRange(steps.SelectMany(step => step.All).OfType<CallSyntax>().Where(call => call.Url is not null)
            .Select(call => new CallPlace(problems.File, call.At.Line, call.At.Column, call.Url!)));
        var ofCustomer = FieldTable.Customer.WithRun(variables);
        var exits = ReadExits(map, ofCustomer);
        var goal = ReadGoal(map, ofCustomer);
        var migrations = new MigrationReader(problems, [.. compiler.Programme.Select(step => step.Id)]).Read(map);
        return name is null || entry is null
            ? null
            : new(name, entry, exits, goal, compiler.Programme, KeptProperties(compiler.PathsRead))
            {
                Version = JourneyVersion.Of(root),
                Migrations = migrations,
            };
    }

    /// <summary>The fields with those of an event; all are taken as known where its type was noted as wrong.</summary>
    private FieldTable OfEvent(FieldTable fields, string? type) => events.With(fields, "event", [type ?? ""]);

    /// <summary>Of the run's event and of those that end its waits.</summary>
    private static ImmutableArray<string> KeptProperties(IReadOnlyCollection<string> paths) =>
    [
        .. paths
            .Select(path => path.Split('.'))
            .Where(names => names is ["event" or "matched", _, ..])
            .Select(names => names[1])
            .Where(property => property is not ("id" or "type" or "time"))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private ImmutableArray<ExitRule> ReadExits(MapReader map, FieldTable fields)
    {
        var exits = ImmutableArray.CreateBuilder<ExitRule>();
        foreach (var item in map.Items("exit"))
        {
            var exit = MapReader.Of(item, problems, "an exit", "on", "when");
            if (exit is not null)
            {
                var type = events.Check(exit.RequiredText("on"), problems);
                exits.Add(new(type ?? "", expressions.Condition(exit.Text("when"), OfEvent(fields, type))));
            }
        }

        return exits.ToImmutable();
    }

    private Goal? ReadGoal(MapReader map, FieldTable fields)
    {
        var goal = MapReader.Of(map.Node("goal"), problems, "a goal", "on", "when", "within", "value", "attribution");
        if (goal is null)
        {
            return null;
        }

        goal.Required("within");
        var type = events.Check(goal.RequiredText("on"), problems);
        var when = expressions.Condition(goal.Text("when"), OfEvent(fields, type));
        var value = expressions.Compile(goal.Text("value"), OfEvent(fields, type));
        if (value is not null && value.Kind is not (ValueKind.Number or ValueKind.Any))
        {
            problems.Add(goal.Node("value")!.At, $"'value' is a Number, like event.total; '{value.Source}' is {value.Kind}.");
        }

        return new(type ?? "", when, goal.Duration("within") ?? TimeSpan.Zero) { Value = value, Attribution = goal.Duration("attribution") };
    }
}
