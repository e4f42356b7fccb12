namespace JourneyGrains.Cluster.Tests;

/// <summary>Waits for what a running silo brings about in its own time; looks often and gives up late.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<T> Get<T>(Func<Task<T>> read, Func<T, bool> holds, string what)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        while (true)
        {
            var value = await read();
            if (holds(value))
            {
                return value;
            }

            if (giveUp.IsCancellationRequested)
            {
                Assert.Fail($"Not within {Patience}: {what}. Last: {value}");
            }

            await Task.Delay(25);
        }
    }
}
