using JourneyGrains.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Ready: the store answers.</summary>
internal sealed class StoreHealth(IDeadLetterStore letters) : IHealthCheck
{
    public const string Ready = "ready";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await letters.CountAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The store does not answer.", error);
        }
    }
}
