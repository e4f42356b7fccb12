using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Another system on loopback that knows the score of everybody but c-0.</summary>
internal sealed class ScoreService : IAsyncDisposable
{
    private readonly WebApplication app;
    private volatile int status = 200;

    private ScoreService(WebApplication app, string url) => (this.app, Url) = (app, url);

    public string Url { get; }

    /// <summary>The idempotency keys, in order.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    public string? Authorization { get; private set; }

    public void Answer(int code) => status = code;

    public static async Task<ScoreService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var url = $"http://127.0.0.1:{LoopbackPorts.Take(1)[0]}";
        var app = builder.Build();
        app.Urls.Add(url);
        var service = new ScoreService(app, url);
        app.MapPost("/score", service.ScoreAsync);
        await app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ScoreAsync(HttpContext context)
    {
        Keys.Enqueue(context.Request.Headers["Idempotency-Key"].ToString());
        Authorization = context.Request.Headers.Authorization.ToString();
        using var asked = await JsonDocument.ParseAsync(context.Request.Body);
        var known = asked.RootElement.GetProperty("customer").GetString() != "c-0";
        context.Response.StatusCode = known ? status : 404;
        if (context.Response.StatusCode == 200)
        {
            await context.Response.WriteAsync("""{"score": 81.5}""");
        }
    }
}
