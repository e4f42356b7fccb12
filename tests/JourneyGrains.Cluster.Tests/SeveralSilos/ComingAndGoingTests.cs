using JourneyGrains.Client.Replaying;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Definitions;
using JourneyGrains.Silo.Hosting;
using JourneyGrains.Simulation;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Cluster.Tests.SeveralSilos;

/// <summary>Silos join, leave and die while a day is replayed and a wave runs: it ends as if nothing had been (I1, I2, I3, I5).</summary>
[Collection(RealProcesses.Name)]
public sealed class ComingAndGoingTests : IDisposable
{
    private static readonly DateTimeOffset End = new(2025, 11, 12, 0, 0, 0, TimeSpan.Zero);
    private readonly SiloSet silos = new();

    public void Dispose() => silos.Dispose();

    [SkippableFact]
    public async Task A_day_through_which_silos_join_leave_and_are_killed_ends_with_the_digest_of_the_simulator()
    {
        silos.Need();
        var day = ShoppingDay.Generate(new ShoppingDayOptions { Seed = 31, Customers = 300, Events = 4_000 }).ToList();
        var definitions = DefinitionReader.Read(new SiloSettings().Definitions);
        var simulated = Simulator.Run(
            definitions.Definitions!, definitions.Templates, day, new() { Until = End, Launches = [new("flash-sale", null, End)] });

        var (first, second) = (await silos.JoinAsync(), await silos.JoinAsync());
        await using var client = await silos.ConnectAsync();
        var replay = ReplayAsync(client, day);

        await ConsumedAsync(client, 600);
        var third = await silos.JoinAsync();
        await ConsumedAsync(client, 1_200);
        Assert.True(await first.StopAsync() == 0, first.Output);
        await ConsumedAsync(client, 2_000);
        await second.KillAsync();
        await replay;
        var fourth = await silos.JoinAsync();
        Assert.Null((await client.Journeys.Campaign("flash-sale").Launch(null)).Problem);
        await third.KillAsync();
        await Eventually.Get(
            () => Patient(client.Journeys.Campaign("flash-sale").Status), status => status.State == "done", "the wave is done\n" + fourth.Output);

        await Eventually.Get(() => Patient(client.Operations.Status), status => status.Outbox == 0 && status.Due == 0, "all is handed over");
        Assert.True(simulated.Digest == await client.Operations.Digest(), await TranscriptDifference.FirstAsync(client, simulated));
        Assert.Equal(simulated.Totals, (await client.Operations.Status()).Totals);
        Assert.Equal(simulated.Messages.Select(message => message.Message.Id).Order(StringComparer.Ordinal), silos.Outbox().Order(StringComparer.Ordinal));
        Assert.Equal([fourth.Address], (await client.Operations.Silos()).Select(silo => silo.Address));
    }

    private static async Task ReplayAsync(ClusterConnection client, IEnumerable<Simulation.Recordings.RecordedEvent> day)
    {
        var records = day.Select(recorded => EventRecord.Of(recorded.Event, arrival: recorded.Arrival)).ToAsyncEnumerable();
        await client.Replayer.ReplayAsync(records, new ReplayOptions { RecordedArrivals = true, Producer = "test", Until = End, AheadMax = 300 });
        await client.Replayer.CaughtUpAsync();
    }

    private static Task<SystemStatus> ConsumedAsync(ClusterConnection client, long events) =>
        Eventually.Get(() => Patient(client.Operations.Status), status => status.Consumed >= events, $"{events} events are consumed");

    /// <summary>A call under way to a silo that is killed fails; the next one goes elsewhere.</summary>
    private static async Task<T> Patient<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception error) when (error is OrleansException or TimeoutException && attempt < 20)
            {
                await Task.Delay(250);
            }
        }
    }
}
