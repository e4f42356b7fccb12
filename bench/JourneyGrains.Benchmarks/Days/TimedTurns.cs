using System.Diagnostics;
using JourneyGrains.Core;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Benchmarks.Days;

/// <summary>Takes turns and keeps, for each kind of turn, how long every one of them took.</summary>
internal sealed class TimedTurns(DefinitionSet definitions)
{
    private readonly Dictionary<string, List<long>> ticks = new(StringComparer.Ordinal);

    /// <summary>What was taken, by kind, in ticks of the <see cref="Stopwatch"/>.</summary>
    public IReadOnlyDictionary<string, List<long>> Ticks => ticks;

    public Turn Take(CustomerState state, Input input, DateTimeOffset now, string kind)
    {
        var began = Stopwatch.GetTimestamp();
        var turn = Customer.Take(state, input, now, definitions);
        var took = Stopwatch.GetTimestamp() - began;
        Note(ReferenceEquals(turn.State, state) ? "repeated event" : kind, took);
        return turn;
    }

    /// <summary>The next turn of what is due before a moment; null: nothing is.</summary>
    public Turn? CatchUp(CustomerState state, DateTimeOffset before)
    {
        var began = Stopwatch.GetTimestamp();
        var turn = Customer.CatchUp(state, before, definitions);
        var took = Stopwatch.GetTimestamp() - began;
        if (turn is not null)
        {
            Note("something due", took);
        }

        return turn;
    }

    private void Note(string kind, long took)
    {
        if (!ticks.TryGetValue(kind, out var those))
        {
            ticks[kind] = those = [];
        }

        those.Add(took);
    }
}
