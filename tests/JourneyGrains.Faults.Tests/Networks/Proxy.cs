using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace JourneyGrains.Faults.Tests.Networks;

/// <summary>A wire on loopback between the silos and their database that can be cut, or held without a word.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> open = [];
    private readonly CancellationTokenSource closing = new();
    private readonly int target;
    private readonly Task accepting;
    private volatile TaskCompletionSource? held;

    public Proxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Ends every connection at once.</summary>
    public int Cut()
    {
        var cut = 0;
        foreach (var connection in open.Keys)
        {
            try
            {
                connection.LingerState = new LingerOption(true, 0);
                connection.Dispose();
                cut++;
            }
            catch (Exception error) when (error is ObjectDisposedException or SocketException)
            {
                // It ended by itself meanwhile.
            }
        }

        return cut;
    }

    /// <summary>Carries nothing until <see cref="Release"/>; connections stay, and may be made.</summary>
    public void Hold() => held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var waiting = held;
        held = null;
        waiting?.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        Release();
        listener.Stop();
        Cut();
        await accepting;
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(closing.Token));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        (near.NoDelay, far.NoDelay) = (true, true);
        var connection = near.Client;
        open[connection] = 0;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target, closing.Token);
            await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream()), PumpAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The database is down, or the connection was cut: the other side sees the end.
        }
        finally
        {
            open.TryRemove(connection, out _);
            near.Dispose();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReadAsync(buffer, closing.Token) is > 0 and var read)
            {
                if (held is { } waiting)
                {
                    await waiting.Task;
                }

                await to.WriteAsync(buffer.AsMemory(0, read), closing.Token);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }
}
