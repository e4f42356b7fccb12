using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Faults.Tests.Rounds;

/// <summary>Asks a system under faults again until it answers, as a producer or a service does.</summary>
internal static class Patiently
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(120);

    /// <exception cref="TimeoutException">It does not answer any more, although all faults are over.</exception>
    public static async Task<T> DoAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Most);
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception error) when (error is not (LogTimeException or ArgumentException))
            {
                cancellation.ThrowIfCancellationRequested();
                if (patience.IsCancellationRequested)
                {
                    throw new TimeoutException($"No answer within {Most.TotalSeconds:0} s: {error.Message}", error);
                }

                await Task.Delay(Pause, cancellation);
            }
        }
    }

    /// <summary>Looks until it holds.</summary>
    /// <exception cref="TimeoutException">It does not come to hold.</exception>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> holds, string what, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Most);
        while (true)
        {
            var seen = await DoAsync(look, cancellation);
            if (holds(seen))
            {
                return seen;
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"Not within {Most.TotalSeconds:0} s: {what}. Last seen: {seen}");
            }

            await Task.Delay(Pause, cancellation);
        }
    }
}
