using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Delivery.Http;
using JourneyGrains.Delivery.Transports.Webhooks;

namespace JourneyGrains.Delivery.Tests.Webhooks;

public class WebhookTests
{
    [Fact]
    public async Task A_message_is_posted_as_json_with_its_id_as_the_idempotency_key()
    {
        await using var sink = Sink.Answering(202);
        var outcome = await PostAsync(sink.Url);

        Assert.Equal(HandOverOutcome.Accepted("accepted"), outcome);
        var request = Assert.Single(sink.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal(Messages.Id, request.Headers["Idempotency-Key"]);
        using var json = JsonDocument.Parse(request.Body);
        var fields = json.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.ToString());
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["id"] = Messages.Id,
                ["channel"] = "sms",
                ["to"] = "+431234",
                ["subject"] = "Your cart",
                ["text"] = "It waits for you.",
                ["html"] = "<p>It waits for you.</p>",
                ["template"] = "cart-reminder",
                ["journey"] = "cart-recovery",
                ["customer"] = "c-1",
                ["purpose"] = "marketing",
                ["language"] = "de",
                ["decidedAt"] = "2025-11-11T09:30:00Z",
            },
            fields);
    }

    [Fact]
    public async Task The_document_shows_the_fields_that_are_posted_and_names_the_headers()
    {
        await using var sink = Sink.Answering(200);
        await PostAsync(sink.Url);
        var document = await File.ReadAllTextAsync(Path.Combine(SharedData.Repository, "docs", "operations.md"));
        var section = document[document.IndexOf("### Webhook", StringComparison.Ordinal)..];
        using var shown = JsonDocument.Parse(section[section.IndexOf('{', StringComparison.Ordinal)..(section.IndexOf('}', StringComparison.Ordinal) + 1)]);

        using var posted = JsonDocument.Parse(Assert.Single(sink.Requests).Body);
        Assert.Equal(
            posted.RootElement.EnumerateObject().Select(field => field.Name), shown.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Contains($"`{HttpAttempts.IdempotencyHeader}`", section, StringComparison.Ordinal);
        Assert.Contains($"`{WebhookTransport.SignatureHeader}`", section, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task A_4xx_answer_refuses_the_message_for_good(int status)
    {
        await using var sink = Sink.Answering(status);
        Assert.Equal(new HandOverOutcome(HandOverResult.Refused, $"HTTP {status}"), await PostAsync(sink.Url));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task An_answer_that_may_pass_is_tried_again(int status)
    {
        await using var sink = Sink.Answering(status);
        Assert.Equal(new HandOverOutcome(HandOverResult.Retry, $"HTTP {status}"), await PostAsync(sink.Url));
    }

    [Fact]
    public async Task A_429_asks_for_its_wait_in_seconds()
    {
        await using var sink = Sink.Answering(429, ("Retry-After", "120"));
        Assert.Equal(new HandOverOutcome(HandOverResult.Retry, "HTTP 429", TimeSpan.FromSeconds(120)), await PostAsync(sink.Url));
    }

    [Theory]
    [InlineData("Tue, 11 Nov 2008 10:00:00 GMT", 0)]
    [InlineData("Tue, 11 Nov 2098 10:00:00 GMT", 24 * 60 * 60)]
    public async Task A_wait_given_as_a_date_is_never_negative_nor_longer_than_a_day(string date, int seconds)
    {
        await using var sink = Sink.Answering(429, ("Retry-After", date));
        Assert.Equal(TimeSpan.FromSeconds(seconds), (await PostAsync(sink.Url)).RetryAfter);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = Sink.Answering(200);
        await using var sink = Sink.Answering(307, ("Location", elsewhere.Url));
        var outcome = await PostAsync(sink.Url);
        Assert.Equal(HandOverResult.Retry, outcome.Result);
        Assert.Contains("redirects are not followed", outcome.Detail, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_in_time_is_tried_again()
    {
        await using var sink = new Sink(answer: null);
        var outcome = await PostAsync(sink.Url, ("Timeout", "00:00:00.2"));
        Assert.Equal(new HandOverOutcome(HandOverResult.Retry, "no answer within 200ms"), outcome);
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_tried_again()
    {
        var outcome = await PostAsync(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPorts.Take(1)[0]}/"));
        Assert.Equal(new HandOverOutcome(HandOverResult.Retry, "no connection: ConnectionError"), outcome);
    }

    [Fact]
    public async Task The_body_is_signed_with_the_secret()
    {
        await using var sink = Sink.Answering(200);
        await PostAsync(sink.Url, ("Secret", "s3cret"));
        var request = Assert.Single(sink.Requests);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cret"), request.Body));
        Assert.Equal($"sha256={expected}", request.Headers["X-JourneyGrains-Signature"]);
    }

    [Fact]
    public async Task Without_a_secret_there_is_no_signature()
    {
        await using var sink = Sink.Answering(200);
        await PostAsync(sink.Url);
        Assert.DoesNotContain("X-JourneyGrains-Signature", Assert.Single(sink.Requests).Headers.Keys);
    }

    [Fact]
    public async Task A_cancelled_hand_over_is_neither_sent_nor_an_outcome()
    {
        await using var sink = Sink.Answering(200);
        using var delivering = new Delivering(Settings(sink.Url));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => delivering.Channels.HandOverAsync(Messages.Cleared("sms"), new CancellationToken(canceled: true)));
        Assert.Empty(sink.Requests);
    }

    private static async Task<HandOverOutcome> PostAsync(string url, params (string Name, string Value)[] more)
    {
        using var delivering = new Delivering(Settings(url, more));
        return await delivering.Channels.HandOverAsync(Messages.Cleared("sms", "+431234"), CancellationToken.None);
    }

    private static Dictionary<string, string?> Settings(string url, params (string Name, string Value)[] more) =>
        Delivering.Channel("sms", [("Transport", "webhook"), ("Url", url), .. more]);
}
