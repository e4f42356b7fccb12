using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace JourneyGrains.Delivery.Transports.Smtp;

/// <summary>One connection to a mail server: commands and replies (RFC 5321), with TLS (RFC 3207, RFC 8314) and PLAIN log-in (RFC 4954).</summary>
internal sealed class SmtpSession(ChannelOptions options) : IAsyncDisposable
{
    // RFC 5321, 4.5.3.1.5 allows 512 octets; servers send somewhat more.
    private const int ReplyLineMax = 4096;
    private const int ReplyLinesMax = 100;

    private readonly TcpClient tcp = new();
    private Stream stream = Stream.Null;

    /// <summary>Connects, secures the connection and logs in, as far as that is asked for.</summary>
    /// <exception cref="SmtpReplyException">The server refuses.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await tcp.ConnectAsync(options.Host!, options.Port, cancellation);
        stream = tcp.GetStream();
        if (options.Security == SmtpSecurity.Tls)
        {
            await SecureAsync(cancellation);
        }

        Expect(await ReadAsync(cancellation), 220);
        await GreetAsync(cancellation);
        if (options.Security == SmtpSecurity.StartTls)
        {
            Expect(await AskAsync("STARTTLS", cancellation), 220);
            await SecureAsync(cancellation);
            await GreetAsync(cancellation);
        }

        if (!string.IsNullOrEmpty(options.User))
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{options.User}\0{options.Password}"));
            Expect(await AskAsync($"AUTH PLAIN {login}", cancellation), 235);
        }
    }

    /// <summary>Sends a command and gives the code of the reply.</summary>
    public async Task<int> AskAsync(string command, CancellationToken cancellation)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellation);
        return await ReadAsync(cancellation);
    }

    /// <summary>Sends a mail after the server's 354, and gives the code of the reply. The mail ends with a line break and holds no bare dot line.</summary>
    public async Task<int> SendAsync(byte[] mail, CancellationToken cancellation)
    {
        await stream.WriteAsync(mail, cancellation);
        await stream.WriteAsync(".\r\n"u8.ToArray(), cancellation);
        return await ReadAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        tcp.Dispose();
    }

    public static void Expect(int code, int expected)
    {
        if (code != expected)
        {
            throw new SmtpReplyException(code);
        }
    }

    private async Task GreetAsync(CancellationToken cancellation) =>
        Expect(await AskAsync("EHLO journeygrains", cancellation), 250);

    private async Task SecureAsync(CancellationToken cancellation)
    {
        var secured = new SslStream(stream);
        stream = secured;
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = options.Host }, cancellation);
    }

    /// <summary>The code of a reply, which may have several lines (250-... 250 ...). Its text is not kept: it may repeat an address.</summary>
    private async Task<int> ReadAsync(CancellationToken cancellation)
    {
        for (var lines = 0; lines < ReplyLinesMax; lines++)
        {
            var line = await LineAsync(cancellation);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                throw new IOException("The mail server's reply is not one of SMTP.");
            }

            if (line.Length == 3 || line[3] != '-')
            {
                return code;
            }
        }

        throw new IOException("The mail server's reply does not end.");
    }

    // A byte at a time: nothing that follows STARTTLS may be read before the connection is secured.
    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (line.Length < ReplyLineMax)
        {
            if (await stream.ReadAsync(one, cancellation) == 0)
            {
                throw new IOException("The mail server closed the connection.");
            }

            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        throw new IOException("The mail server's reply is too long.");
    }
}

/// <summary>The server said no before a message was spoken of.</summary>
internal sealed class SmtpReplyException(int code) : Exception($"SMTP {code}")
{
    public int Code => code;
}
