using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Faults.Tests.Providers;

/// <summary>How the provider behaves.</summary>
internal enum Mood
{
    /// <summary>Takes every message.</summary>
    Well,

    /// <summary>Answers every other one with 500 or 503.</summary>
    Failing,

    /// <summary>Answers 429 and when to come again.</summary>
    Throttling,

    /// <summary>Takes the message and does not answer in time.</summary>
    Silent,

    /// <summary>Takes the message and cuts the connection before the answer.</summary>
    Cutting,
}

/// <summary>One message as it came in.</summary>
/// <param name="Id">Its idempotency key.</param>
/// <param name="Template">The name of the template.</param>
/// <param name="Body">A hash of all of it but the address, which is the customer's at each attempt, and the words.</param>
/// <param name="To">A hash of the address.</param>
/// <param name="Words">A hash of subject and content.</param>
/// <param name="Answered">The status that was answered; 0: none.</param>
internal sealed record Receipt(string Id, string Template, string Body, string To, string Words, int Answered);

/// <summary>A provider on loopback in this process, which outlives every silo and remembers everything it got.</summary>
internal sealed class Provider : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Receipt> receipts = new();
    private volatile Mood mood;
    private int turn;

    private Provider(WebApplication app) => this.app = app;

    public string Url => app.Urls.First() + "/messages";

    /// <summary>In the order in which their answers ended.</summary>
    public IReadOnlyList<Receipt> Receipts => [.. receipts];

    public void Be(Mood next) => mood = next;

    public static async Task<Provider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new Provider(app);
        app.MapPost("/messages", provider.TakeAsync);
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body);
        }
        catch (IOException)
        {
            // The silo went away in the middle: nothing has come.
            return;
        }

        var id = context.Request.Headers["Idempotency-Key"].ToString();
        var answered = await AnswerAsync(context);
        var message = JsonNode.Parse(body.ToArray())!.AsObject();
        var to = Hash(message["to"]!.GetValue<string>());
        var words = Hash($"{message["subject"]}\n{message["text"]}\n{message["html"]}");
        Array.ForEach(["to", "subject", "text", "html"], part => message.Remove(part));
        receipts.Enqueue(new(id, message["template"]!.GetValue<string>(), Hash(message.ToJsonString()), to, words, answered));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private async Task<int> AnswerAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref turn);
        switch (mood)
        {
            case Mood.Failing when number % 2 == 0:
                return context.Response.StatusCode = number % 4 == 0 ? 500 : 503;
            case Mood.Throttling:
                context.Response.Headers.RetryAfter = "2";
                return context.Response.StatusCode = 429;
            case Mood.Silent:
                await Task.Delay(TimeSpan.FromSeconds(2), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Abort();
                return 0;
            case Mood.Cutting:
                context.Abort();
                return 0;
            default:
                return context.Response.StatusCode = 200;
        }
    }
}
