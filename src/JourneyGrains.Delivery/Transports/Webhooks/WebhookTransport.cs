using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Delivery.Http;

namespace JourneyGrains.Delivery.Transports.Webhooks;

/// <summary>
/// Posts a message as JSON. The message id is the idempotency key, so a provider recognises a repeated one. The answer's body is never
/// read: it may repeat an address.
/// </summary>
internal sealed class WebhookTransport(HttpAttempts attempts, Uri url, string? secret, TimeSpan timeout) : ITransport
{
    /// <summary>The name of the HTTP client, for those who want to add handlers to it.</summary>
    public const string ClientName = "JourneyGrains.Delivery.Webhook";

    /// <summary>Holds "sha256=" and the HMAC-SHA256 of the body under the secret, in lower-case hexadecimal.</summary>
    public const string SignatureHeader = "X-JourneyGrains-Signature";

    public async Task<HandOverOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        using var request = Request(outgoing);
        return await attempts.SendAsync(ClientName, request, timeout, (_, _) => Task.FromResult(Outcomes.Accepted), cancellation);
    }

    private HttpRequestMessage Request(OutgoingMessage outgoing)
    {
        var body = MessageJson.Write(outgoing, indented: false);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add(HttpAttempts.IdempotencyHeader, outgoing.Message.Id);
        if (!string.IsNullOrEmpty(secret))
        {
            var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body);
            request.Headers.Add(SignatureHeader, $"sha256={Convert.ToHexStringLower(signature)}");
        }

        return request;
    }
}
