using System.Text;
using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Delivery.Tests.Webhooks;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Delivery.Tests.Calls;

public class CallTests
{
    [Fact]
    public async Task A_call_is_made_as_asked_with_its_id_as_the_idempotency_key_and_the_headers_of_the_settings()
    {
        await using var sink = Answering(200, """{"score": 81.5, "group": {"name": "A"}}""");
        var outcome = await CallAsync(sink.Url, new("PUT", sink.Url + "?c=1", """{"a":1}"""), ("Headers:Authorization", "Bearer s3cret"));

        Assert.Equal((HandOverResult.Accepted, "HTTP 200", 200), (outcome.Result, outcome.Detail, outcome.Answer!.Status));
        Assert.Equal((81.5m, "A"), (outcome.Answer.Body["score"].AsNumber(), outcome.Answer.Body["group"]["name"].AsText()));
        var request = Assert.Single(sink.Requests);
        Assert.Equal(("PUT", """{"a":1}"""), (request.Method, Encoding.UTF8.GetString(request.Body)));
        Assert.Equal((Messages.Id, "Bearer s3cret"), (request.Headers["Idempotency-Key"], request.Headers["Authorization"]));
        Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_not_named_is_not_called()
    {
        await using var sink = Answering(200, "{}");
        var port = new Uri(sink.Url).Port;
        foreach (var allowed in (string[])["http://localhost:1", $"http://localhost:{port}", $"https://127.0.0.1:{port}", $"http://127.0.0.1:{port + 1}"])
        {
            var outcome = await CallAsync(allowed, new("GET", sink.Url, null));
            Assert.Equal(new HandOverOutcome(HandOverResult.Refused, "the host is not among JourneyGrains:Delivery:Calls:Hosts"), outcome);
        }

        using var delivering = new Delivering([]);
        Assert.Equal(HandOverResult.Refused, (await delivering.Channels.HandOverAsync(Call(new("GET", sink.Url, null)), CancellationToken.None)).Result);
        Assert.Empty(sink.Requests);
    }

    [Theory]
    [InlineData(404, HandOverResult.Refused)]
    [InlineData(503, HandOverResult.Retry)]
    [InlineData(429, HandOverResult.Retry)]
    public async Task A_failure_is_judged_as_that_of_a_message(int status, HandOverResult result)
    {
        await using var sink = Sink.Answering(status, ("Retry-After", "120"));
        var outcome = await CallAsync(sink.Url, new("GET", sink.Url, null));

        Assert.Equal((result, $"HTTP {status}", null), (outcome.Result, outcome.Detail, outcome.Answer));
        Assert.Equal(result == HandOverResult.Retry ? TimeSpan.FromMinutes(2) : null, outcome.RetryAfter);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = Answering(200, "{}");
        await using var sink = Sink.Answering(302, ("Location", elsewhere.Url));
        var outcome = await CallAsync(sink.Url, new("GET", sink.Url, null));

        Assert.Equal(HandOverResult.Retry, outcome.Result);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("null", "")]
    [InlineData("\"A\"", "A")]
    [InlineData("no json", "no json")]
    [InlineData("{\"a\":", "{\"a\":")]
    [InlineData("{\"a\":1}\n{\"a\":2}", "{\"a\":1}\n{\"a\":2}")]
    [InlineData("12 of 20", "12 of 20")]
    public async Task What_is_no_json_is_a_text(string body, string read)
    {
        await using var sink = Answering(200, body);
        Assert.Equal(read, (await CallAsync(sink.Url, new("GET", sink.Url, null))).Answer!.Body.ToString());
    }

    [Theory]
    [InlineData(CallAnswer.BytesMax, HandOverResult.Accepted)]
    [InlineData(CallAnswer.BytesMax + 1, HandOverResult.Refused)]
    public async Task An_answer_has_a_limit(int bytes, HandOverResult result)
    {
        await using var sink = Answering(200, new string('x', bytes));
        Assert.Equal(result, (await CallAsync(sink.Url, new("GET", sink.Url, null))).Result);
    }

    [Fact]
    public async Task No_answer_within_the_time_is_tried_again()
    {
        await using var sink = new Sink(null);
        var outcome = await CallAsync(sink.Url, new("GET", sink.Url, null), ("Timeout", "00:00:00.100"));

        Assert.Equal(new HandOverOutcome(HandOverResult.Retry, "no answer within 100ms"), outcome);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_tried_again()
    {
        var url = $"http://127.0.0.1:{LoopbackPorts.Take(1)[0]}";
        Assert.Equal(HandOverResult.Retry, (await CallAsync(url, new("GET", url, null))).Result);
    }

    [Fact]
    public async Task A_host_is_called_so_often_at_once_as_its_settings_say()
    {
        using var delivering = new Delivering(Host("https://scores.example", ("Concurrency", "1")));
        using var first = await delivering.Channels.ReserveAsync("call scores.example", CancellationToken.None);
        var second = delivering.Channels.ReserveAsync("call scores.example", CancellationToken.None).AsTask();
        using var other = await delivering.Channels.ReserveAsync("call other.example", CancellationToken.None);

        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Theory]
    [InlineData("Url", "scores.example", "is not the address of a host alone")]
    [InlineData("Url", "https://scores.example/v1", "is not the address of a host alone")]
    [InlineData("Url", "https://me@scores.example", "is not the address of a host alone")]
    [InlineData("Timeout", "00:00:00", "is to be above 0")]
    [InlineData("Concurrency", "0", "is to be from 1")]
    [InlineData("RatePerSecond", "-1", "is to be from 0")]
    [InlineData("Headers:X Key", "a", "is no name of a header")]
    public void A_wrong_setting_is_told(string name, string value, string told)
    {
        var settings = Host("https://scores.example");
        settings[$"JourneyGrains:Delivery:Calls:Hosts:scores:{name}"] = value;
        using var delivering = new Delivering(settings);

        Assert.Contains(told, Assert.Throws<OptionsValidationException>(() => delivering.Channels).Message, StringComparison.Ordinal);
    }

    private static Sink Answering(int status, string body) => new(response =>
    {
        response.StatusCode = status;
        var bytes = Encoding.UTF8.GetBytes(body);
        response.OutputStream.Write(bytes);
    });

    private static Dictionary<string, string?> Host(string url, params (string Name, string Value)[] settings) =>
        settings.Append(("Url", url)).ToDictionary(setting => $"JourneyGrains:Delivery:Calls:Hosts:scores:{setting.Item1}", setting => (string?)setting.Item2);

    private static async Task<HandOverOutcome> CallAsync(string allowed, CallRequest call, params (string Name, string Value)[] settings)
    {
        using var delivering = new Delivering(Host(new Uri(allowed).GetLeftPart(UriPartial.Authority), settings));
        return await delivering.Channels.HandOverAsync(Call(call), CancellationToken.None);
    }

    private static ClearedMessage Call(CallRequest call)
    {
        var message = Messages.Cleared().Message with { Channel = "call host", Call = call };
        return new("c-1", message, "");
    }
}
