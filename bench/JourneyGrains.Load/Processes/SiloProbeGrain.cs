using System.Diagnostics;
using System.Runtime;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Load.Baselines;
using JourneyGrains.Load.Driving;
using Orleans.Core.Internal;

namespace JourneyGrains.Load.Processes;

/// <summary>What can only be measured inside the silo's process: its heap, and calls that cross no network.</summary>
[Alias("journeygrains.load.probe")]
public interface ISiloProbe : IGrainWithIntegerKey
{
    /// <summary>Bytes of the managed heap after a full collection.</summary>
    [Alias("heap"), ResponseTimeout("00:02:00")]
    Task<long> Heap();

    /// <summary>
    /// Lets every customer's activation go, also of those whom Orleans would keep a while for a message of theirs, and collects. The routers
    /// and all else stay.
    /// </summary>
    [Alias("sleep"), ResponseTimeout("00:02:00")]
    Task PutToSleep();

    /// <summary>Collects garbage, so that what left it is not measured with what comes next.</summary>
    [Alias("collect"), ResponseTimeout("00:02:00")]
    Task Collect();

    /// <summary>How many customers have an activation.</summary>
    [Alias("awake"), ResponseTimeout("00:02:00")]
    Task<int> Awake();

    /// <summary>Lets the grains of the baselines go, so that the heap is that of the customers.</summary>
    [Alias("baselines"), ResponseTimeout("00:02:00")]
    Task LeaveBaselines(int customers);

    [Alias("collector")]
    Task<string> Collector();

    /// <summary>Calls with one event to grains that do nothing. Gives their count.</summary>
    [Alias("bare"), ResponseTimeout("00:05:00")]
    Task<long> CallBare(int customers, TimeSpan time);

    /// <summary>Events of the workload to grains written the obvious way. Gives their count.</summary>
    [Alias("naive"), ResponseTimeout("00:05:00")]
    Task<long> TakeNaively(int customers, int seed, int first, TimeSpan time);
}

internal sealed class SiloProbeGrain(IGrainFactory grains) : Grain, ISiloProbe
{
    private const int CallsAtOnce = 256;

    public Task<long> Heap()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return Task.FromResult(GC.GetTotalMemory(forceFullCollection: true));
    }

    public async Task PutToSleep()
    {
        while (await CustomersAsync() is { Count: > 0 } awake)
        {
            await Task.WhenAll(awake.Select(customer => grains.GetGrain<IGrainManagementExtension>(customer).DeactivateOnIdle().AsTask()));
            await Task.Delay(50);
        }

        await Collect();
    }

    public Task Collect()
    {
        GC.Collect();
        return Task.CompletedTask;
    }

    public async Task<int> Awake() => (await CustomersAsync()).Count;

    public async Task LeaveBaselines(int customers)
    {
        var workload = new Workload("c", customers, 0);
        var ids = Enumerable.Range(0, customers).Select(workload.CustomerId).ToArray();
        await Task.WhenAll(ids.Select(id => grains.GetGrain<IEchoGrain>(id).Leave()));
        await Task.WhenAll(ids.Select(id => grains.GetGrain<INaiveCustomerGrain>(id).Leave()));
        while ((await grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics()).Any(
            count => count.ActivationCount > 0 && (count.GrainType.Contains(nameof(EchoGrain), StringComparison.Ordinal)
                || count.GrainType.Contains(nameof(NaiveCustomerGrain), StringComparison.Ordinal))))
        {
            await Task.Delay(200);
        }
    }

    public Task<string> Collector() => Task.FromResult(GCSettings.IsServerGC ? "server GC" : "workstation GC");

    public Task<long> CallBare(int customers, TimeSpan time)
    {
        var workload = new Workload("c", customers, 0);
        EventRecord[] one = [EventRecord.Of(workload.Event(0))];
        return CallAsync(0, time, index => grains.GetGrain<IEchoGrain>(workload.CustomerId(index % customers)).Take(one));
    }

    public Task<long> TakeNaively(int customers, int seed, int first, TimeSpan time)
    {
        var workload = new Workload("c", customers, seed);
        return CallAsync(first, time, index =>
        {
            var input = workload.Event(index);
            return grains.GetGrain<INaiveCustomerGrain>(input.CustomerId).Take(EventRecord.Of(input));
        });
    }

    private async Task<List<GrainId>> CustomersAsync()
    {
        var type = ((GrainReference)grains.GetGrain<ICustomerGrain>("any")).GrainId.Type;
        var activations = await grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return [.. activations.Select(activation => activation.GrainId).Where(id => id.Type == type)];
    }

    private static async Task<long> CallAsync(int first, TimeSpan time, Func<int, Task> call)
    {
        var next = first - 1;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, CallsAtOnce).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(began) < time)
            {
                await call(Interlocked.Increment(ref next));
            }
        })));
        return next + 1 - first;
    }
}
