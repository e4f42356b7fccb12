using BenchmarkDotNet.Attributes;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Benchmarks;

/// <summary>Conditions and templates.</summary>
public class TextBenchmarks
{
    private static readonly DateTimeOffset Now = Samples.Start.AddHours(1);

    private static readonly FieldTable Fields = FieldTable.Customer.WithEvent("event", [EventTypes.Find(EventTypes.CartUpdated)!], open: false);

    private Expression simple = null!;
    private Expression counting = null!;
    private Scope scope;
    private Message message = null!;

    [GlobalSetup]
    public void Setup()
    {
        var state = Samples.Known(60);
        simple = Compiled("event.value >= 20 && customer.orders == 0");
        counting = Compiled("count(\"product.viewed\", duration(\"7d\"), \"category\", \"lamps\") > 3");
        scope = new(state, Now, Samples.Cart("k-1", Now));
        var waiting = Samples.Taken(state, Samples.Cart("k-1", Now));
        message = Customer.CatchUp(waiting, Now.AddHours(1), Samples.Definitions)!.Decided[0];
    }

    [Benchmark(Description = "condition on fields")]
    public bool Simple() => simple.Holds(scope);

    [Benchmark(Description = "condition that counts recent events")]
    public bool Counting() => counting.Holds(scope);

    [Benchmark(Description = "compile a condition")]
    public Compilation Compile() => ExpressionCompiler.Compile("event.value >= 20 && customer.orders == 0", Fields, ValueKind.Bool);

    [Benchmark(Description = "render subject, HTML and text")]
    public RenderedMessage Render() => Samples.Templates.Render(message);

    private static Expression Compiled(string source)
    {
        var compiled = ExpressionCompiler.Compile(source, Fields, ValueKind.Bool);
        return compiled.Expression ?? throw new ArgumentException(compiled.Error!.Message);
    }
}
