using JourneyGrains.Core.Journeys;

namespace JourneyGrains.Definitions.Tests;

public class CallTests
{
    [Fact]
    public void A_call_is_read_whole()
    {
        using var files = DefinitionFiles.WithSteps("""
              - call:
                  url: https://scores.example:8443/v1/score?k=1
                  method: PUT
                  query: { c: customer.id }
                  body: { total: event.total, items: event.items }
                  for: 20s
                  into: { run.score: number(answer.body.score), customer.attributes.status: answer.status }
                  timeout: [ { set: { run.score: "0" } } ]
                  failed: { steps: [ { exit: none } ] }
              - branch: [ { when: run.score > 3, steps: [ { exit: } ] } ]
            """);
        var journey = files.Load().Definitions!.Journeys[0];
        var call = Assert.IsType<CallStep>(journey.Steps[0]);

        Assert.Equal(("PUT", "https://scores.example:8443/v1/score?k=1", "scores.example:8443", "PUT /v1/score", TimeSpan.FromSeconds(20)), (
            call.Method, call.Url, call.Host, call.Name, call.For));
        Assert.Equal(["c", "total", "items"], call.Query.Concat(call.Body).Select(named => named.Name));
        Assert.Equal([(false, "score"), (true, "status")], call.Into.Select(into => (into.Attribute, into.Name)));
        Assert.Equal((3, 1, 2), (call.Next, call.Timeout, call.Failed));
        Assert.Equal(["0", "0.timeout.0", "0.failed.0", "1", "1.0.0"], journey.Steps.Select(step => step.Id));
        Assert.Equal(["items", "total"], journey.KeptProperties.AsEnumerable());
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        using var files = DefinitionFiles.WithSteps("""
              - call: { url: https://scores.example, into: run.answer, timeout: [ { exit: late } ] }
              - call: { url: https://scores.example, body: { a: "1" } }
              - set: { run.score: run.answer.score }
            """);
        var steps = files.Load().Definitions!.Journeys[0].Steps;
        var (get, post) = (Assert.IsType<CallStep>(steps[0]), Assert.IsType<CallStep>(steps[2]));

        Assert.Equal(("GET", "answer.body", TimeSpan.FromSeconds(30)), (get.Method, get.Into.Single().To.Source, get.For));
        Assert.Equal((2, 1, 1), (get.Next, get.Timeout, get.Failed));
        Assert.Equal(("POST", 3, 3, 3), (post.Method, post.Next, post.Timeout, post.Failed));
    }

    [Theory]
    [InlineData("answer.bdy", "answer.body")]
    [InlineData("answer.staus", "answer.status")]
    [InlineData("answer.bdy.name", "answer.body.name")]
    [InlineData("answer.bdy.customer.name", "answer.body.customer.name")]
    public void A_misspelt_field_of_an_answer_is_told_with_what_was_meant_alone(string given, string meant)
    {
        using var files = DefinitionFiles.WithSteps($"  - call: {{ url: 'https://a.example', into: {{ run.x: {given} }} }}");
        var problem = files.Problem();
        Assert.Equal(($"There is no field '{given}' here.", meant), (problem.Message, problem.Suggestion));
    }

    [Theory]
    [InlineData("  - call: https://scores.example", 4, 11, "a call is a mapping")]
    [InlineData("  - call: { method: GET }", 4, 11, "'url' is missing in a call")]
    [InlineData("  - call: { url: /score }", 4, 18, "'url' is an absolute address")]
    [InlineData("  - call: { url: 'ftp://a.example' }", 4, 18, "'url' is an absolute address")]
    [InlineData("  - call: { url: 'htp://a.example' }", 4, 18, "like https://scores.example/v1/score. Here it begins with htp.")]
    [InlineData("  - call: { url: 'https://me:secret@a.example' }", 4, 18, "Secrets belong into the settings")]
    [InlineData("  - call: { url: 'https://a.example', method: HEAD }", 4, 47, "There is no method 'HEAD'")]
    [InlineData("  - call: { url: 'https://a.example', method: GET, body: { a: now } }", 4, 58, "A GET has no body")]
    [InlineData("  - call: { url: 'https://a.example', for: 2d }", 4, 44, "A run waits 1d for an answer at most")]
    [InlineData("  - call: { url: 'https://a.example', headers: { a: b } }", 4, 39, "'headers' means nothing in a call")]
    [InlineData("  - call: { url: 'https://a.example', into: { run.score: answr.body } }", 4, 58, "There is no field 'answr.body'")]
    [InlineData("  - call: { url: 'https://a.example', into: { run.key: answer.body } }", 4, 47, "'run.key' cannot be set")]
    [InlineData("  - call: { url: 'https://a.example' }\n  - set: { run.x: answer.body }", 5, 19, "There is no field 'answer.body'")]
    public void A_wrong_call_is_told(string step, int line, int column, string message)
    {
        var problem = JourneyTests.ProblemOfSteps(step);

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Fact]
    public void No_channel_of_a_brand_is_called_like_a_call()
    {
        using var files = DefinitionFiles.WithSteps("  - wait: 1d").Add("brand.yaml", "channels: [ { name: 'call a', address: email } ]");

        Assert.Contains("the name is taken", files.Problem().Message, StringComparison.Ordinal);
    }
}
