using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Delivery.Http;
using JourneyGrains.Delivery.Transports;

namespace JourneyGrains.Delivery.Calls;

/// <summary>
/// Makes calls over HTTP. The message's id is the idempotency key, so the other system recognises a call that is made again after a crash.
/// Redirects are not followed and cookies not kept; headers, with what is secret in them, come from the settings alone.
/// </summary>
internal sealed class HttpCalls(HttpAttempts attempts, CallHosts hosts)
{
    /// <summary>The name of the HTTP client, for those who want to add handlers to it.</summary>
    public const string ClientName = "JourneyGrains.Delivery.Call";

    public async Task<HandOverOutcome> CallAsync(Message message, CancellationToken cancellation)
    {
        var call = message.Call!;
        var url = new Uri(call.Url);
        if (hosts.Find(url) is not { } host)
        {
            return Outcomes.Refused($"the host is not among {DeliveryOptions.Section}:Calls:Hosts");
        }

        using var request = Request(message.Id, call, url, host);
        return await attempts.SendAsync(ClientName, request, host.Timeout, ReadAsync, cancellation);
    }

    private static HttpRequestMessage Request(string id, CallRequest call, Uri url, CallHostOptions host)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), url);
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        }

        request.Headers.Add(HttpAttempts.IdempotencyHeader, id);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        foreach (var (name, value) in host.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static async Task<HandOverOutcome> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var bytes = new byte[CallAnswer.BytesMax + 1];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        var status = (int)response.StatusCode;
        return read > CallAnswer.BytesMax
            ? Outcomes.Refused($"HTTP {status} with more than {CallAnswer.BytesMax} bytes")
            : HandOverOutcome.Accepted($"HTTP {status}") with { Answer = new(status, Body(bytes.AsSpan(0, read))) };
    }

    /// <summary>What is no JSON that can be held is a text.</summary>
    private static Value Body(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return Value.Null;
        }

        try
        {
            return EventJson.ReadValue(utf8);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return Value.Of(Encoding.UTF8.GetString(utf8));
        }
    }
}
