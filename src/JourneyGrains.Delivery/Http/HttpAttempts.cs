using System.Net;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Delivery.Transports;

namespace JourneyGrains.Delivery.Http;

/// <summary>Makes a request once and says what became of it. Redirects are not followed.</summary>
internal sealed class HttpAttempts(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>Holds the message's id, so that the other side recognises a request that is made again.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    /// <param name="client">The name of the HTTP client.</param>
    /// <param name="timeout">For all of it, the reading of the answer too.</param>
    /// <param name="read">What an answer of 200 to 299 comes to.</param>
    public async Task<HandOverOutcome> SendAsync(
        string client,
        HttpRequestMessage request,
        TimeSpan timeout,
        Func<HttpResponseMessage, CancellationToken, Task<HandOverOutcome>> read,
        CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
        try
        {
            using var response = await clients.CreateClient(client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode ? await read(response, either.Token) : Failed(response.StatusCode, RetryAfterHeader.Of(response, time));
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Outcomes.Retry($"no answer within {Durations.Format(timeout)}");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return Outcomes.Retry($"no connection: {(error as HttpRequestException)?.HttpRequestError ?? HttpRequestError.ResponseEnded}");
        }
    }

    private static HandOverOutcome Failed(HttpStatusCode status, TimeSpan? retryAfter) => (int)status switch
    {
        408 or 429 or >= 500 => Outcomes.Retry($"HTTP {(int)status}", retryAfter),
        >= 400 => Outcomes.Refused($"HTTP {(int)status}"),
        var other => Outcomes.Retry($"HTTP {other}: redirects are not followed; configure the final address"),
    };
}
