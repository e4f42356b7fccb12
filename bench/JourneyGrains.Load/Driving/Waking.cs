using JourneyGrains.Core.Events;
using JourneyGrains.Load.Reports;

namespace JourneyGrains.Load.Driving;

/// <summary>Rounds of one product view of every customer while all are asleep, and then of another while all are awake.</summary>
internal sealed class Waking(LoadCluster cluster, Workload workload)
{
    /// <summary>One round that does not count, and so many that do.</summary>
    public async Task MeasureAsync(int rounds, Speed asleep, Speed awake, CancellationToken cancellation)
    {
        for (var round = 0; round <= rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            await cluster.SleepAsync();
            var (sleepers, wakers) = (Views($"asleep {round}"), Views($"awake {round}"));
            var first = await cluster.Clocks.OfAsync(() => cluster.Feeding.AtFullSpeedAsync(sleepers, 0));
            await cluster.ExpectAwakeAsync(workload.Customers);
            await cluster.Probe.Collect();
            var second = await cluster.Clocks.OfAsync(() => cluster.Feeding.AtFullSpeedAsync(wakers, 0));
            if (round > 0)
            {
                asleep.Add(workload.Customers, first);
                awake.Add(workload.Customers, second);
            }
        }
    }

    /// <param name="occasion">The id of the view of each.</param>
    public Task ViewAsync(string occasion) => cluster.Feeding.AtFullSpeedAsync(Views(occasion), 0);

    private CustomerEvent[] Views(string occasion) =>
        [.. Enumerable.Range(0, workload.Customers).Select(customer => workload.View(customer, occasion))];
}
