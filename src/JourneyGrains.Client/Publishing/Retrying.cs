using JourneyGrains.Client.Connecting;
using JourneyGrains.Contracts.Streams;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;

namespace JourneyGrains.Client.Publishing;

/// <summary>Tries again what failed for a passing reason: longer and longer apart, with chance in it so that many do not come at once.</summary>
internal sealed partial class Retrying(TimeSpan most, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseFirst = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(2);

    /// <exception cref="PublishFailedException">It did not succeed within the time.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var pause = PauseFirst; ; pause = pause * 2 < PauseMax ? pause * 2 : PauseMax)
        {
            try
            {
                return await attempt();
            }
            catch (Exception error) when (IsTransient(error) && time.GetElapsedTime(started) + pause <= most)
            {
                LogRetry(logger, pause.TotalMilliseconds, error);
            }
            catch (Exception error) when (IsTransient(error))
            {
                var why = ConnectFailures.IsSilence(error) ? "no silo of it answers." : error.Message;
                throw new PublishFailedException($"The cluster did not acknowledge within {most.TotalSeconds:0.#} s: {why}", error);
            }

            await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), time, cancellation);
        }
    }

    /// <summary>What another attempt cannot mend: a mistake in the call or in the wire format. All else may pass.</summary>
    private static bool IsTransient(Exception error) =>
        error is not (LogTimeException or ArgumentException or NotSupportedException or OperationCanceledException or SerializerException);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster did not take a batch; trying again in about {Pause} ms.")]
    private static partial void LogRetry(ILogger logger, double pause, Exception error);
}
