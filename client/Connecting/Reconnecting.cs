using JourneyGrains.Client.Connecting;

namespace JourneyGrains.CommandLine.Connecting;

/// <summary>
/// For commands that only look, for longer: asks again while no silo answers. Orleans connects again by itself as soon as one does.
/// </summary>
/// <param name="tell">Takes what a person who waits should know.</param>
/// <param name="advice">What to do when none has answered for too long.</param>
internal sealed class Reconnecting(TimeProvider time, Action<string> tell, string advice)
{
    /// <summary>How long no silo may answer. Longer than a silo takes to start again, and a cluster to notice that one died.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    /// <summary>An answer that comes later counts as none: a call to a silo that died would wait for Orleans' response timeout.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Asks, again where that is wanted; null: once.</summary>
    public static Task<T> AskAsync<T>(Reconnecting? asking, Func<Task<T>> ask, CancellationToken cancellation) =>
        asking is null ? ask().WaitAsync(cancellation) : asking.AskAsync(ask, cancellation);

    /// <exception cref="CommandException">No silo answered within the time.</exception>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask().WaitAsync(AnswerWithin, time, cancellation);
            }
            catch (Exception error) when (ConnectFailures.IsSilence(error))
            {
                if (time.GetElapsedTime(started) + Pause > Within)
                {
                    throw new CommandException(ExitCodes.NoCluster, $"No silo of the cluster has answered for {Within.TotalSeconds:0} s. {advice}", error);
                }

                tell($"No silo of the cluster answers; trying again for {(Within - time.GetElapsedTime(started)).TotalSeconds:0} s.");
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }
}
