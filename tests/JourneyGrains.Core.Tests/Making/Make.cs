using System.Collections.Immutable;
using System.Globalization;
using JourneyGrains.Core.Campaigns;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Segments;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.Making;

/// <summary>Definitions and events as short as a test wants them.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Start = new(2025, 11, 11, 9, 0, 0, TimeSpan.Zero);

    private static readonly FieldTable Fields = FieldTable.Customer
        .WithEvent("event", [], open: true)
        .WithEvent("matched", [], open: true)
        .WithRun([new("note", ValueKind.Any), new("minimum", ValueKind.Any), new("offer.code", ValueKind.Text), new("offer.value", ValueKind.Number)])
        .WithRound()
        .WithAnswer();

    public static Brand Brand { get; } = new()
    {
        Channels = [new("email", "email"), new("push", "push"), new("sms", "phone")],
    };

    public static Programme Programme { get; } =
        new("circle", 2, [new("thread", "Thread", 0, 1), new("weave", "Weave", 250, 1.5m), new("tapestry", "Tapestry", 750, 3)]);

    public static JourneyMaker Journey(string name) => new(name);

    public static DefinitionSet Definitions(params ImmutableArray<Journey> journeys) => new("test", Brand, journeys, Programme);

    public static DefinitionSet Definitions(Campaign campaign, params ImmutableArray<Journey> journeys) =>
        new("test", Brand, journeys, Programme, [campaign]);

    /// <summary>The same definitions with segments: names and conditions.</summary>
    public static DefinitionSet With(this DefinitionSet definitions, params (string Name, string When)[] segments) =>
        new(definitions.Digest, definitions.Brand, definitions.Journeys, definitions.Programme, definitions.Campaigns)
        {
            Segments = [.. segments.Select(segment => new Segment(segment.Name, Timed(segment.When), ""))],
        };

    private static Expression Timed(string condition) => TimedConditions.Compile(condition, FieldTable.Customer, []) is var compiled
        && compiled.Expression is { } expression ? expression : throw new ArgumentException($"{condition}: {compiled.Error!.Message}");

    /// <summary>A duration such as 45m is a constant, anything else an expression.</summary>
    public static Expression Expr(string source)
    {
        if (Durations.TryParse(source, out var duration))
        {
            return ExpressionCompiler.Constant(source, Value.Of(duration));
        }

        var compiled = ExpressionCompiler.Compile(source, Fields, null, []);
        return compiled.Expression ?? throw new ArgumentException($"{source}: {compiled.Error!.Message}");
    }

    public static TimeSpan Span(string text) =>
        Durations.TryParse(text, out var duration) ? duration : throw new ArgumentException($"'{text}' is no duration.");

    /// <summary>The moment that long after the start.</summary>
    public static DateTimeOffset At(string text) => Start + Span(text);

    public static Value Properties(params ReadOnlySpan<(string Name, object? Value)> properties)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (var (name, value) in properties)
        {
            fields[name] = Of(value);
        }

        return Value.Of(fields.ToImmutable());
    }

    public static CustomerEvent Event(string id, string type, string at, params ReadOnlySpan<(string Name, object? Value)> properties) =>
        new(id, "c-1", type, At(at), Properties(properties));

    private static Value Of(object? value) => value switch
    {
        null => Value.Null,
        Value known => known,
        bool truth => Value.Of(truth),
        string text => Value.Of(text),
        DateTimeOffset moment => Value.Of(moment),
        TimeSpan duration => Value.Of(duration),
        _ => Value.Of(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
    };
}
