using JourneyGrains.Silo.OperatorConsole;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyGrains.Console.Tests;

/// <summary>Which requests reach what the silo serves.</summary>
public sealed class LocalGuardTests
{
    private const int Reached = StatusCodes.Status204NoContent;

    [Theory]
    [InlineData("localhost:5080")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("[::1]:5080")]
    public async Task A_request_to_this_machine_is_answered(string host) => Assert.Equal(Reached, (await AskAsync(host)).StatusCode);

    [Theory]
    [InlineData("shop.example")]
    [InlineData("localhost.shop.example")]
    [InlineData("127.0.0.1.shop.example:5080")]
    [InlineData("10.0.0.7:5080")]
    [InlineData("")]
    public async Task A_request_under_any_other_name_is_refused(string host) =>
        Assert.Equal(StatusCodes.Status421MisdirectedRequest, (await AskAsync(host)).StatusCode);

    [Fact]
    public async Task An_open_silo_answers_under_any_name() => Assert.Equal(Reached, (await AskAsync("silo.internal", open: true)).StatusCode);

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Nothing_but_reading_is_answered(string method)
    {
        var response = await AskAsync("localhost", method);
        Assert.Equal(StatusCodes.Status405MethodNotAllowed, response.StatusCode);
        Assert.Equal("GET, HEAD", response.Headers.Allow);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("shop.example")]
    public async Task Every_answer_forbids_framing_and_other_origins(string host)
    {
        var headers = (await AskAsync(host)).Headers;
        Assert.Equal("same-origin", headers["Cross-Origin-Resource-Policy"]);
        Assert.Equal("DENY", headers.XFrameOptions);
        Assert.Equal("nosniff", headers.XContentTypeOptions);
        Assert.False(headers.ContainsKey("Access-Control-Allow-Origin"));
    }

    private static async Task<HttpResponse> AskAsync(string host, string method = "GET", bool open = false)
    {
        var app = new ApplicationBuilder(new ServiceCollection().BuildServiceProvider());
        app.UseLocalGuard(open);
        app.Run(context =>
        {
            context.Response.StatusCode = Reached;
            return Task.CompletedTask;
        });
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Host = new HostString(host);
        await app.Build()(context);
        return context.Response;
    }
}
