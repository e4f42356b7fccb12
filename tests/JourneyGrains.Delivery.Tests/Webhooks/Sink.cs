using System.Collections.Concurrent;
using System.Net;

namespace JourneyGrains.Delivery.Tests.Webhooks;

/// <summary>A provider on the loopback interface that keeps what it gets and answers as told.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Action<HttpListenerResponse>? answer;
    private readonly Task serving;

    /// <param name="answer">Null: never answers.</param>
    public Sink(Action<HttpListenerResponse>? answer)
    {
        this.answer = answer;
        Url = $"http://127.0.0.1:{LoopbackPorts.Take(1)[0]}/messages";
        listener.Prefixes.Add(Url + "/");
        listener.Start();
        serving = ServeAsync();
    }

    public string Url { get; }

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public static Sink Answering(int status, params (string Name, string Value)[] headers) => new(response =>
    {
        response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }
    });

    public async ValueTask DisposeAsync()
    {
        listener.Abort();
        await serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var headers = context.Request.Headers.AllKeys.ToDictionary(
            name => name!, name => context.Request.Headers[name]!, StringComparer.OrdinalIgnoreCase);
        Requests.Enqueue(new(context.Request.HttpMethod, headers, body.ToArray()));
        if (answer is not null)
        {
            answer(context.Response);
            context.Response.Close();
        }
    }
}

/// <summary>What the sink got.</summary>
internal sealed record ReceivedRequest(string Method, Dictionary<string, string> Headers, byte[] Body);
