using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Tests.WholeSystem;

/// <summary>
/// What the silo does for one customer of a log, made small: batches from a place that lags, timers up to the watermark, each turn committed
/// before its messages leave, an attempt committed before it begins. It crashes where the store or the provider says and begins again from
/// what is stored.
/// </summary>
internal sealed class SmallSilo(DefinitionSet first, IReadOnlyList<RecordedEvent> log, FaultyStore store, Provider provider, Random chance)
{
    private const int TurnsMax = 3_000;

    private readonly DefinitionSet before = first;
    private DefinitionSet definitions = first;
    private CustomerState? memory;
    private int version;
    private int consumed;

    /// <summary>Other definitions, published as the event at this place comes; null: none are.</summary>
    public (DefinitionSet Definitions, int At)? Publication { get; init; }

    /// <summary>Runs the log to its end and waits until a moment.</summary>
    public CustomerState Run(DateTimeOffset until)
    {
        while (true)
        {
            try
            {
                while (consumed < log.Count)
                {
                    Step();
                }

                Load();
                CatchUp(until);
                return memory!;
            }
            catch (CrashException)
            {
                memory = null;

                // The consumer's place is committed now and then: what comes again is more than was lost.
                consumed = Math.Max(0, consumed - chance.Next(4));
            }
        }
    }

    private void Step()
    {
        if (chance.Next(3) == 0)
        {
            // The pump: everything before what was consumed last has been taken.
            Load();
            CatchUp(consumed == 0 ? DateTimeOffset.MinValue : log[consumed - 1].Arrival);
            return;
        }

        var batch = Math.Min(chance.Next(1, 6), log.Count - consumed);
        for (var at = consumed; at < consumed + batch; at++)
        {
            Take(at);
        }

        consumed += batch;
    }

    private void Take(int offset)
    {
        Load();
        var recorded = log[offset];
        Adopt(offset, recorded.Arrival);
        CatchUp(recorded.Arrival);
        var check = EventChecks.Check(recorded.Event, recorded.Arrival, definitions.EventType);
        Keep(Customer.Take(memory!, new EventInput(check.Event!, offset), recorded.Arrival, definitions));
        Deliver();
    }

    /// <summary>As the grain does it: a turn of its own before the next input, never back.</summary>
    private void Adopt(int offset, DateTimeOffset arrival)
    {
        if (Publication is { } next && offset >= next.At && definitions != next.Definitions)
        {
            definitions = next.Definitions;
            var input = new DefinitionsInput(definitions.Edition, memory!.Edition);
            Keep(Customer.Take(memory, input, memory.NextDueAt < arrival ? memory.NextDueAt.Value : arrival, definitions));
            Deliver();
        }
    }

    private void CatchUp(DateTimeOffset before)
    {
        var turns = 0;
        while (Customer.CatchUp(memory!, before, definitions) is { } turn)
        {
            Keep(turn);
            Deliver();
            Assert.True(++turns < TurnsMax, $"Time stands still at {memory!.Clock:O}, due is {memory.NextDueAt:O}: {string.Join(' ', memory.Runs)} {string.Join(' ', memory.Outbox)}");
        }
    }

    private void Load()
    {
        if (memory is not null)
        {
            return;
        }

        (memory, version) = (store.Read(), store.Version);
        definitions = Publication is { } known && known.Definitions.Edition == memory.Edition ? known.Definitions : before;
        Deliver();
    }

    private void Deliver()
    {
        while (memory!.Outbox.FirstOrDefault(message => message.RetryAt is null) is { } ready)
        {
            var clearance = Customer.Take(memory, new ClearanceInput(ready.Id), memory.Clock, definitions);
            Keep(clearance);
            if (clearance.Cleared is { } cleared)
            {
                store.MayCrash();
                var outcome = provider.Take(cleared, store.Transcript);
                store.MayCrash();
                Keep(Customer.Take(memory, new HandOverInput(ready.Id, outcome), memory.Clock, definitions));
            }
        }
    }

    private void Keep(Turn turn)
    {
        var stored = Invariants.Check(memory!, turn, definitions);
        if (!ReferenceEquals(turn.State, memory))
        {
            store.Commit(version, turn, stored);
            version++;
        }

        memory = turn.State;
    }
}
