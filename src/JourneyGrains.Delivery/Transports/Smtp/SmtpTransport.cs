using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Delivery.Transports.Files;

namespace JourneyGrains.Delivery.Transports.Smtp;

/// <summary>
/// Gives an e-mail to a mail server, one connection a message. The message id is the Message-ID: a repeated hand-over is the same mail, byte
/// for byte, and a receiver can tell. What the server refuses for good (5xx) about the message is refused; everything else is tried again.
/// </summary>
internal sealed class SmtpTransport(ChannelOptions options, TimeProvider time) : ITransport
{
    private readonly string sender = new MailAddress(options.From).Address;

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
            return await GiveAsync(outgoing, either.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Outcomes.Retry($"no answer within {Durations.Format(options.Timeout)}");
        }
        catch (SmtpReplyException refusal)
        {
            return Outcomes.Retry(refusal.Message);
        }
        catch (Exception error) when (error is SocketException or IOException or AuthenticationException)
        {
            return Outcomes.Retry($"no connection: {error.GetType().Name}");
        }
    }

    private async Task<HandOverOutcome> GiveAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        await using var session = new SmtpSession(options);
        await session.OpenAsync(cancellation);
        SmtpSession.Expect(await session.AskAsync($"MAIL FROM:<{sender}>", cancellation), 250);
        var known = await session.AskAsync($"RCPT TO:<{outgoing.Cleared.Address}>", cancellation);
        if (known is not (250 or 251))
        {
            return Judge(known);
        }

        SmtpSession.Expect(await session.AskAsync("DATA", cancellation), 354);
        var taken = await session.SendAsync(EmailFile.Write(outgoing, options.From), cancellation);
        if (taken == 250)
        {
            await EndAsync(session, cancellation);
        }

        return taken == 250 ? Outcomes.Accepted : Judge(taken);
    }

    /// <summary>The mail is the server's by now, whatever becomes of the farewell.</summary>
    private static async Task EndAsync(SmtpSession session, CancellationToken cancellation)
    {
        try
        {
            await session.AskAsync("QUIT", cancellation);
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
        }
    }

    private static HandOverOutcome Judge(int code) => code >= 500 ? Outcomes.Refused($"SMTP {code}") : Outcomes.Retry($"SMTP {code}");
}
