using System.Collections.Concurrent;
using System.Diagnostics;

namespace JourneyGrains.Cluster.Tests;

public class TracingTests
{
    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Calls_of_a_customer_are_traced_where_it_is_asked_for_and_only_there(string asked)
    {
        var id = $"traced-{asked}";
        var calls = new ConcurrentBag<string?>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Microsoft.Orleans", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => calls.Add(activity.GetTagItem("rpc.orleans.target_id") as string),
        };
        ActivitySource.AddActivityListener(listener);
        using var folder = new TemporaryFolder();
        await using var silo = await RunningSilo.StartAsync(folder.Path, null, ("JourneyGrains:Tracing", asked));

        await silo.Client.Customer(id).View();

        Assert.Equal(asked == "true", calls.Any(target => target?.EndsWith(id, StringComparison.Ordinal) == true));
    }
}
