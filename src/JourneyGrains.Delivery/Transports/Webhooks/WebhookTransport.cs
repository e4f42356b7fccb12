using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Delivery.Transports.Webhooks;

/// <summary>
/// Posts a message as JSON. The message id is the idempotency key, so a provider recognises a repeated one. The answer's body is never
/// read: it may repeat an address.
/// </summary>
internal sealed class WebhookTransport(
    IHttpClientFactory clients, Uri url, string? secret, TimeSpan timeout, TimeProvider time) : ITransport
{
    /// <summary>The name of the HTTP client, for those who want to add handlers to it.</summary>
    public const string ClientName = "JourneyGrains.Delivery.Webhook";

    public const string IdempotencyHeader = "Idempotency-Key";

    /// <summary>Holds "sha256=" and the HMAC-SHA256 of the body under the secret, in lower-case hexadecimal.</summary>
    public const string SignatureHeader = "X-JourneyGrains-Signature";

    public async Task<HandOverOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
        using var request = Request(outgoing);
        try
        {
            using var response = await clients.CreateClient(ClientName).SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(response.StatusCode, RetryAfterHeader.Of(response, time));
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Outcomes.Retry($"no answer within {Durations.Format(timeout)}");
        }
        catch (HttpRequestException error)
        {
            return Outcomes.Retry($"no connection: {error.HttpRequestError}");
        }
    }

    internal static HandOverOutcome Judge(HttpStatusCode status, TimeSpan? retryAfter) => (int)status switch
    {
        >= 200 and < 300 => Outcomes.Accepted,
        408 or 429 or >= 500 => Outcomes.Retry($"HTTP {(int)status}", retryAfter),
        >= 400 => Outcomes.Refused($"HTTP {(int)status}"),
        var other => Outcomes.Retry($"HTTP {other}: redirects are not followed; configure the final address"),
    };

    private HttpRequestMessage Request(OutgoingMessage outgoing)
    {
        var body = MessageJson.Write(outgoing, indented: false);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add(IdempotencyHeader, outgoing.Message.Id);
        if (!string.IsNullOrEmpty(secret))
        {
            var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body);
            request.Headers.Add(SignatureHeader, $"sha256={Convert.ToHexStringLower(signature)}");
        }

        return request;
    }
}
