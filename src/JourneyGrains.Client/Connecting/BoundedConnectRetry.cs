using Microsoft.Extensions.Options;

namespace JourneyGrains.Client.Connecting;

/// <summary>Tries the first connection again for a limited time. Once connected, Orleans itself reconnects.</summary>
internal sealed class BoundedConnectRetry(IOptions<JourneyGrainsClientOptions> options, TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly long started = time.GetTimestamp();

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException || ConnectFailures.IsOfAnotherCluster(exception) || time.GetElapsedTime(started) + Pause > options.Value.ConnectFor)
        {
            return false;
        }

        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }
}
