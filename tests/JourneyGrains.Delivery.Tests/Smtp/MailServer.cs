using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JourneyGrains.Delivery.Tests.Smtp;

/// <summary>A mail server on loopback that keeps what it takes. A reply can be set for the beginning of a command.</summary>
internal sealed class MailServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task serving;

    public MailServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The commands that came, in order.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>The mails that were taken, as they came.</summary>
    public List<string> Mails { get; } = [];

    /// <summary>By the beginning of a command, "." for the end of a mail; without one here the usual reply; empty: the connection is closed.</summary>
    public Dictionary<string, string> Replies { get; } = [];

    public void Dispose()
    {
        listener.Dispose();
        serving.Wait(TimeSpan.FromSeconds(10));
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                await TalkAsync(client);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            catch (IOException)
            {
                // The client left in the middle of it.
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220-mail.example\r\n220 ready");
        while (await reader.ReadLineAsync() is { } command)
        {
            Commands.Add(command);
            var reply = Reply(command, "250-mail.example\r\n250 8BITMIME");
            if (command == "DATA" && reply.StartsWith("250", StringComparison.Ordinal))
            {
                await writer.WriteLineAsync("354 go on");
                var mail = await MailAsync(reader);
                reply = Reply(".", "250 taken");
                if (reply.StartsWith("250", StringComparison.Ordinal))
                {
                    Mails.Add(mail);
                }
            }

            if (reply.Length == 0)
            {
                return;
            }

            await writer.WriteLineAsync(command == "QUIT" ? "221 bye" : reply);
        }
    }

    private string Reply(string command, string usual) =>
        Replies.FirstOrDefault(pair => command.StartsWith(pair.Key, StringComparison.Ordinal)).Value ?? usual;

    private static async Task<string> MailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            mail.Append(line).Append("\r\n");
        }

        return mail.ToString();
    }
}
