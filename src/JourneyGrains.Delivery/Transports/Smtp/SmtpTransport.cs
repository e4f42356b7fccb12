using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;
using JourneyGrains.Delivery.Transports.Files;
using MimeKit;

namespace JourneyGrains.Delivery.Transports.Smtp;

/// <summary>
/// Gives an e-mail to a mail server. The message id is the Message-ID: a repeated hand-over is the same mail, byte
/// for byte, and a receiver can tell. What the server refuses for good (5xx) about the message is refused; everything else is tried again.
/// </summary>
internal sealed class SmtpTransport(ChannelOptions options, TimeProvider time) : ITransport, IDisposable
{
    private readonly SmtpConnections connections = new(options, time);
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

    public void Dispose() => connections.Dispose();

    private async Task GiveAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        using var content = new MemoryStream(EmailFile.Write(outgoing, options.From));
        using var mail = await MimeMessage.LoadAsync(content, cancellation);
        var recipient = new MailboxAddress("", outgoing.Cleared.Address);
        await connections.SendAsync(client => client.SendAsync(mail, sender, [recipient], cancellation), cancellation);
    }
}
