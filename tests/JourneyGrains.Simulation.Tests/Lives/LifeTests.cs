using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Lives;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Tests.Lives;

/// <summary>A life as a silo on its own time has it, with delivery beside the turns, comes out again from log and journal.</summary>
public sealed class LifeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private long next;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_life_with_delays_and_a_failed_attempt_comes_out_the_same_to_the_byte()
    {
        var (events, life) = Shopper();
        var result = Run(events, life);

        Assert.Empty(result.Diverging);
        Assert.Empty(result.Waiting);
        Assert.Equal(result.SystemDigest, result.Simulated.Digest);
        Assert.Equal(life.State.Chain, result.Simulated.Customers[0].State.Chain);
        var message = Assert.Single(result.Simulated.Messages);
        Assert.Equal(2, message.Message.Attempts);
    }

    [Fact]
    public void The_folder_keeps_all_of_it()
    {
        var (events, life) = Shopper();
        Write(events, [life], partitions: 4);

        var (about, readEvents, readLives) = LogFolder.Read(folder.Path);
        Assert.Equal((4, "d1"), (about.Partitions, about.Definitions));
        var result = LifeSimulator.Run(Samples.Journeys.Definitions!, Samples.Journeys.Templates, readEvents, readLives);
        Assert.Equal((life.State.Chain, 0), (result.Simulated.Customers[0].State.Chain, result.Diverging.Length));
    }

    [Fact]
    public void A_missing_row_of_the_journal_is_told_with_its_customer()
    {
        // All but the second clearance, which leaves nothing that its hand-over does not leave as well.
        var (events, life) = Shopper();
        foreach (var missing in (int[])[0, 1, 3, 4])
        {
            var broken = life with { Journal = [.. life.Journal.Where((_, index) => index != missing)] };
            Assert.Equal("c-1", Assert.Single(Run(events, broken).Diverging).CustomerId);
        }
    }

    [Fact]
    public void A_missing_event_is_told_and_one_not_taken_yet_counts_as_waiting()
    {
        var (events, life) = Shopper();
        Assert.Single(Run(events.RemoveAt(2), life).Diverging);

        var more = events[^1] with { Offset = events[^1].Offset + 1, Event = events[^1].Event with { Id = "later" } };
        var stranger = more with { Event = more.Event with { CustomerId = "c-2" } };
        var waiting = Run(events.Add(more).Add(stranger), life);
        Assert.Empty(waiting.Diverging);
        Assert.Equal([("c-1", 14), ("c-2", 14)], waiting.Waiting.Select(logged => (logged.Event.CustomerId, logged.Offset)));
    }

    [Fact]
    public void A_repeated_event_beyond_the_last_that_counted_is_neither_lost_nor_taken_twice()
    {
        var (events, life) = Shopper();
        var again = events[0] with { Offset = events[^1].Offset + 1, Arrival = events[^1].Arrival.AddDays(1) };
        var result = Run(events.Add(again), life);
        Assert.Empty(result.Diverging);
        Assert.Empty(result.Waiting);
    }

    [Fact]
    public void A_folder_that_is_not_whole_is_refused()
    {
        File.WriteAllText(Path.Combine(folder.Path, LogFolder.EventsFile), "");
        Assert.Contains("Export it again", Assert.Throws<InvalidDataException>(() => LogFolder.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    private static LifeResult Run(ImmutableArray<LoggedEvent> events, RecordedLife life) =>
        LifeSimulator.Run(Samples.Journeys.Definitions!, Samples.Journeys.Templates, events, [life]);

    /// <summary>Lived as the grain does it: the pump lags, the first attempt fails, and the answer of the second comes late.</summary>
    private static (ImmutableArray<LoggedEvent> Events, RecordedLife Life) Shopper()
    {
        var recorded = new Day().Reachable().Cart(10).Cart(20).With(200, EventTypes.ProductViewed, ("productId", Value.Of("p"))).Events;
        var events = recorded.Select((one, index) => new LoggedEvent(one.Event, one.Arrival, (index * 3) + 1)).ToImmutableArray();
        var shell = new Shell("c-1");
        foreach (var logged in events.Take(4))
        {
            shell.Take(logged);
        }

        shell.TakeDue();
        var reminder = Assert.Single(shell.State.Outbox, message => message.Origin == "cart-recovery").Id;
        shell.Journal(new ClearanceInput(reminder), Day.At(80));
        shell.Take(events[4]);
        shell.Journal(new HandOverInput(reminder, new(HandOverResult.Retry, "HTTP 503")), Day.At(201));
        shell.TakeDue();
        shell.Journal(new ClearanceInput(reminder), Day.At(230));
        shell.Journal(new HandOverInput(reminder, HandOverOutcome.Accepted("accepted")), Day.At(231));
        shell.Journal(new ConsentCommand("k-1", "email", "marketing", false, "the till"), Day.At(240));
        return (events, new(shell.State, shell.Rows));
    }

    private void Write(IEnumerable<LoggedEvent> events, RecordedLife[] lives, int partitions)
    {
        using (var file = File.Create(Path.Combine(folder.Path, LogFolder.EventsFile)))
        {
            // Offsets are the order in the partition: here the other customers' events that lie between.
            foreach (var logged in events)
            {
                while (next < logged.Offset)
                {
                    JsonLines.Write(file, new(logged.Event with { Id = $"x-{next}", CustomerId = Stranger(partitions) }, logged.Arrival, ++next));
                }

                JsonLines.Write(file, new(logged.Event, logged.Arrival, ++next));
            }
        }

        using (var file = File.Create(Path.Combine(folder.Path, LogFolder.LivesFile)))
        {
            Array.ForEach(lives, life => LogFolder.Write(file, life));
        }

        LogFolder.Finish(folder.Path, partitions, "d1");
    }

    private static string Stranger(int partitions) => Enumerable.Range(0, 1_000).Select(number => $"s-{number}")
        .First(id => StableHashing.Partition(id, partitions) == StableHashing.Partition("c-1", partitions));

    /// <summary>The least of a grain: turns in the order of the calls, journaled as the grain does it.</summary>
    private sealed class Shell(string customer)
    {
        public CustomerState State { get; private set; } = CustomerState.New(customer);

        public List<RecordedInput> Rows { get; } = [];

        public void Take(LoggedEvent logged)
        {
            while (Customer.CatchUp(State, logged.Arrival, Samples.Journeys.Definitions!) is { } due)
            {
                State = due.State;
            }

            State = Customer.Take(State, new EventInput(logged.Event, logged.Offset), logged.Arrival, Samples.Journeys.Definitions!).State;
        }

        public void TakeDue() => State = Customer.Take(State, TimerInput.Due, State.NextDueAt!.Value, Samples.Journeys.Definitions!).State;

        public void Journal(Input input, DateTimeOffset at)
        {
            Rows.Add(new(at, State.LogOffset, new(input, State.NextDueAt)));
            State = Customer.Take(State, input, at, Samples.Journeys.Definitions!).State;
        }
    }
}
