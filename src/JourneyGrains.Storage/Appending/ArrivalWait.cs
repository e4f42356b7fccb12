using System.Diagnostics;

namespace JourneyGrains.Storage.Appending;

/// <summary>Waiting for a partition to have more.</summary>
internal static class ArrivalWait
{
    /// <summary>Completes when there is more, or with false after the time given.</summary>
    /// <param name="arrived">Completes with the next append; asked for before each look.</param>
    public static async Task<bool> ForAsync(Func<Task> arrived, Func<bool> more, TimeSpan most, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var next = arrived();
            if (more())
            {
                return true;
            }

            var left = most - Stopwatch.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(next, Task.Delay(left, ended.Token)).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
