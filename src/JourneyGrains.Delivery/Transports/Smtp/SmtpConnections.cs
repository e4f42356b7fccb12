using System.Collections.Concurrent;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace JourneyGrains.Delivery.Transports.Smtp;

/// <summary>
/// Connections to one mail server. One is kept for the next mail: to open it takes some eight answers of the server. It is left after
/// <see cref="IdleMost"/> without a mail, much sooner than servers do (RFC 5321, 4.5.3.2.7: five minutes), and after <see cref="MailsMost"/> mails.
/// </summary>
internal sealed class SmtpConnections : IDisposable
{
    public const int MailsMost = 100;

    public static readonly TimeSpan IdleMost = TimeSpan.FromSeconds(15);

    private readonly ConcurrentStack<Connection> idle = new();
    private readonly ChannelOptions options;
    private readonly TimeProvider time;
    private readonly ITimer sweep;
    private volatile bool closed;

    public SmtpConnections(ChannelOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        sweep = time.CreateTimer(_ => Leave(Idled), null, IdleMost, IdleMost);
    }

    /// <summary>Gives a mail to the server by a connection that answers. A mail that is refused leaves it as it was; any other failure ends it.</summary>
    public async Task SendAsync(Func<SmtpClient, Task> send, CancellationToken cancellation)
    {
        var connection = await AnsweringAsync(cancellation) ?? new(await OpenAsync(cancellation));
        try
        {
            await send(connection.Client);
        }
        catch (SmtpCommandException) when (connection.Client.IsConnected)
        {
            Keep(connection);
            throw;
        }
        catch
        {
            connection.Client.Dispose();
            throw;
        }

        Keep(connection);
    }

    public void Dispose()
    {
        closed = true;
        sweep.Dispose();
        Leave(_ => true);
    }

    /// <summary>Null: none is kept. A server that has left meanwhile does not make a mail fail.</summary>
    private async Task<Connection?> AnsweringAsync(CancellationToken cancellation)
    {
        while (idle.TryPop(out var kept))
        {
            try
            {
                await kept.Client.NoOpAsync(cancellation);
                return kept;
            }
            catch (Exception error)
            {
                kept.Client.Dispose();
                if (!IsLost(error))
                {
                    throw;
                }
            }
        }

        return null;
    }

    private async Task<SmtpClient> OpenAsync(CancellationToken cancellation)
    {
        // Whether a certificate was revoked is asked of other servers than the mail's, which are not always to be reached.
        var client = new SmtpClient { LocalDomain = "journeygrains", CheckCertificateRevocation = false, Timeout = (int)options.Timeout.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(options.Host!, options.Port, Secured(options.Security), cancellation);
            if (!string.IsNullOrEmpty(options.User))
            {
                await client.AuthenticateAsync(options.User, options.Password!, cancellation);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private void Keep(Connection used)
    {
        var connection = used with { Mails = used.Mails + 1, Since = time.GetTimestamp() };
        if (connection.Mails >= MailsMost)
        {
            Quit(connection);
            return;
        }

        idle.Push(connection);
        if (closed)
        {
            Leave(_ => true);
        }
    }

    private bool Idled(Connection connection) => time.GetElapsedTime(connection.Since) >= IdleMost;

    private void Leave(Predicate<Connection> whether)
    {
        var all = new Connection[idle.Count];
        var taken = idle.TryPopRange(all);
        foreach (var connection in all.Take(taken).Reverse())
        {
            if (whether(connection))
            {
                Quit(connection);
            }
            else
            {
                idle.Push(connection);
            }
        }
    }

    /// <summary>The mails are the server's by now, whatever becomes of the farewell.</summary>
    private static void Quit(Connection connection)
    {
        using var client = connection.Client;
        try
        {
            client.Disconnect(quit: true);
        }
        catch (Exception error) when (IsLost(error))
        {
        }
    }

    private static bool IsLost(Exception error) => error is IOException or SocketException or ProtocolException or CommandException;

    private static SecureSocketOptions Secured(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    /// <param name="Mails">How many it was used for.</param>
    /// <param name="Since">When it was used last, as a timestamp of the time provider.</param>
    private sealed record Connection(SmtpClient Client, int Mails = 0, long Since = 0);
}
