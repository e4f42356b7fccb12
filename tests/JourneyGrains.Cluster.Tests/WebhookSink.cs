using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Cluster.Tests;

/// <summary>A provider on loopback that answers as it is told and remembers what it got.</summary>
internal sealed class WebhookSink : IAsyncDisposable
{
    private readonly WebApplication app;
    private volatile int status = 200;

    private WebhookSink(WebApplication app, string url) => (this.app, Url) = (app, url);

    public string Url { get; }

    /// <summary>The idempotency keys, in order.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    public void Answer(int code) => status = code;

    public static async Task<WebhookSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var url = $"http://127.0.0.1:{LoopbackPorts.Take(1)[0]}";
        var app = builder.Build();
        app.Urls.Add(url);
        var sink = new WebhookSink(app, url + "/messages");
        app.MapPost("/messages", (HttpContext context) =>
        {
            sink.Keys.Enqueue(context.Request.Headers["Idempotency-Key"].ToString());
            return Results.StatusCode(sink.status);
        });
        await app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
