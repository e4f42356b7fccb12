using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Simulation.Calls;

namespace JourneyGrains.Simulation.Tests.Calls;

public sealed class StubbedAnswersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_line_that_fits_answers()
    {
        var answers = new StubbedAnswers(folder.Write("answers.jsonl", """
            {"url": "https://a.example/score", "customer": "c-2", "status": 503}
            {"url": "https://a.example/score", "method": "POST", "status": 201, "body": {"score": 7}}

            {"url": "https://a.example/*", "body": "other"}
            {"url": "https://a.example/score", "customer": "c-1", "status": 500}
            """));

        Assert.Equal((201, "{score: 7}"), Answer(answers, "POST", "https://a.example/score"));
        Assert.Equal((200, "other"), Answer(answers, "GET", "https://a.example/score"));
        Assert.Equal((200, "other"), Answer(answers, "GET", "https://a.example/x?y=1"));
        Assert.Equal(new(HandOverResult.Refused, "HTTP 503"), answers.To(Call("c-2", "POST", "https://a.example/score")));
        Assert.Null(answers.To(Call("c-1", "GET", "https://b.example/score")));
    }

    [Theory]
    [InlineData("{\"method\": \"GET\"}", "'url' is missing")]
    [InlineData("{\"url\": \"a\", \"header\": \"b\"}", "unknown member 'header'")]
    [InlineData("{\"url\": \"a\", \"status\": 42}", "42 is no status of HTTP")]
    [InlineData("[]", "")]
    [InlineData("no json", "")]
    public void A_wrong_line_is_told_with_its_number(string line, string told)
    {
        var path = folder.Write("answers.jsonl", $"\n{line}\n");
        var message = Assert.Throws<InvalidDataException>(() => new StubbedAnswers(path)).Message;

        Assert.StartsWith("answers.jsonl:2: ", message, StringComparison.Ordinal);
        Assert.Contains(told, message, StringComparison.Ordinal);
    }

    private static (int Status, string Body) Answer(StubbedAnswers answers, string method, string url)
    {
        var outcome = answers.To(Call("c-1", method, url))!;
        Assert.Equal((HandOverResult.Accepted, $"HTTP {outcome.Answer!.Status}"), (outcome.Result, outcome.Detail));
        return (outcome.Answer.Status, outcome.Answer.Body.ToString());
    }

    private static ClearedMessage Call(string customer, string method, string url) => new(
        customer,
        new Message
        {
            Id = "m",
            Origin = "j",
            Template = "t",
            Channel = "call a.example",
            Purpose = "",
            Language = "",
            DecidedAt = default,
            ExpiresAt = default,
            Call = new CallRequest(method, url, null),
        },
        "");
}
