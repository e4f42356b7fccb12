using System.Net.Sockets;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Delivery.Transports.Files;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace JourneyGrains.Delivery.Transports.Smtp;

/// <summary>
/// Gives an e-mail to a mail server, one connection a message. The message id is the Message-ID: a repeated hand-over is the same mail, byte
/// for byte, and a receiver can tell. What the server refuses for good (5xx) about the message is refused; everything else is tried again.
/// </summary>
internal sealed class SmtpTransport(ChannelOptions options, TimeProvider time) : ITransport
{
    private readonly MailboxAddress sender = new("", MailboxAddress.Parse(options.From).Address);

    public async Task<HandOverOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        if (!EmailFile.IsAddress(outgoing.Cleared.Address) || !outgoing.Cleared.Address.All(char.IsAscii))
        {
            return Outcomes.Refused("the address is not an e-mail address in ASCII");
        }

        using var timer = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
        try
        {
            await GiveAsync(outgoing, either.Token);
            return Outcomes.Accepted;
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Outcomes.Retry($"no answer within {Durations.Format(options.Timeout)}");
        }
        catch (Exception error) when (SmtpOutcomes.Of(error) is { } outcome)
        {
            return outcome;
        }
    }

    private async Task GiveAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        using var content = new MemoryStream(EmailFile.Write(outgoing, options.From));
        using var mail = await MimeMessage.LoadAsync(content, cancellation);

        // Whether a certificate was revoked is asked of other servers than the mail's, which are not always to be reached.
        using var client = new SmtpClient { LocalDomain = "journeygrains", CheckCertificateRevocation = false };
        await client.ConnectAsync(options.Host!, options.Port, Secured(options.Security), cancellation);
        if (!string.IsNullOrEmpty(options.User))
        {
            await client.AuthenticateAsync(options.User, options.Password!, cancellation);
        }

        await client.SendAsync(mail, sender, [new MailboxAddress("", outgoing.Cleared.Address)], cancellation);
        await EndAsync(client, cancellation);
    }

    /// <summary>The mail is the server's by now, whatever becomes of the farewell.</summary>
    private static async Task EndAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception error) when (error is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException)
        {
        }
    }

    private static SecureSocketOptions Secured(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };
}
