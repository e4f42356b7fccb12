using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace JourneyGrains.Tests.Shared;

/// <summary>A mail server on loopback that keeps what it takes. A reply can be set for the beginning of a command.</summary>
/// <param name="certificate">With one it offers STARTTLS, and then a log-in.</param>
/// <param name="tls">Secured from the first byte on.</param>
internal sealed class MailServer(X509Certificate2? certificate = null, bool tls = false) : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private Task serving = Task.CompletedTask;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The commands that came, in order.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>The mails that were taken, as they came.</summary>
    public List<string> Mails { get; } = [];

    /// <summary>How many connections it has taken.</summary>
    public int Connections { get; private set; }

    /// <summary>Ends the connection after the reply to a command that begins so.</summary>
    public string? LeavesAfter { get; set; }

    /// <summary>By the beginning of a command, "." for the end of a mail; without one here the usual reply; empty: the connection is closed.</summary>
    public Dictionary<string, string> Replies { get; } = [];

    public MailServer Start()
    {
        listener.Start();
        serving = ServeAsync();
        return this;
    }

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
                Connections++;
                await TalkAsync(client);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            catch (Exception error) when (error is IOException or AuthenticationException)
            {
                // The client left in the middle of it.
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        Stream stream = client.GetStream();
        if (tls)
        {
            stream = await SecureAsync(stream);
        }

        await WriteAsync(stream, "220-mail.example\r\n220 ready");
        while (await ReadLineAsync(stream) is { } command)
        {
            Commands.Add(command);
            var reply = Reply(command, Usual(command, stream is SslStream));
            if (command == "DATA" && reply.StartsWith("250", StringComparison.Ordinal))
            {
                reply = await TakeAsync(stream);
            }

            if (reply.Length == 0)
            {
                return;
            }

            await WriteAsync(stream, reply);
            if (LeavesAfter is { } last && command.StartsWith(last, StringComparison.Ordinal))
            {
                return;
            }

            if (command == "STARTTLS" && certificate is not null)
            {
                stream = await SecureAsync(stream);
            }
        }
    }

    private async Task<string> TakeAsync(Stream stream)
    {
        await WriteAsync(stream, "354 go on");
        var mail = new StringBuilder();
        while (await ReadLineAsync(stream) is { } line && line != ".")
        {
            mail.Append(line).Append("\r\n");
        }

        var reply = Reply(".", "250 taken");
        if (reply.StartsWith("250", StringComparison.Ordinal))
        {
            Mails.Add(mail.ToString());
        }

        return reply;
    }

    private string Reply(string command, string usual) =>
        Replies.FirstOrDefault(pair => command.StartsWith(pair.Key, StringComparison.Ordinal)).Value ?? usual;

    private string Usual(string command, bool secured) => command.Split(' ')[0] switch
    {
        "QUIT" => "221 bye",
        "STARTTLS" => certificate is null ? "502 not known" : "220 go on",
        "AUTH" => "235 come in",
        "EHLO" when secured => "250-mail.example\r\n250-AUTH PLAIN\r\n250 8BITMIME",
        "EHLO" when certificate is not null => "250-mail.example\r\n250-STARTTLS\r\n250 8BITMIME",
        _ => "250-mail.example\r\n250 8BITMIME",
    };

    private async Task<Stream> SecureAsync(Stream stream)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(certificate!);
        return secured;
    }

    private static async Task WriteAsync(Stream stream, string reply) => await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"));

    // A byte at a time: what follows STARTTLS is for the secured connection.
    private static async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }
}
