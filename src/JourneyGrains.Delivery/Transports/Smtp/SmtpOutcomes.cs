using System.Net.Sockets;
using JourneyGrains.Core.Messaging;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace JourneyGrains.Delivery.Transports.Smtp;

/// <summary>What becomes of a message whose mail was not taken. The server's own words are not kept: they may repeat an address.</summary>
internal static class SmtpOutcomes
{
    /// <summary>Null: an error that is not the mail server's or the network's.</summary>
    public static HandOverOutcome? Of(Exception error) => error switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted } refusal
            when (int)refusal.StatusCode >= 500 => Outcomes.Refused(Told(refusal)),
        SmtpCommandException refusal => Outcomes.Retry(Told(refusal)),
        ServiceNotAuthenticatedException => Outcomes.Retry("the mail server wants a log-in: set User and Password"),
        AuthenticationException => Outcomes.Retry("the mail server refused User and Password"),
        SslHandshakeException => Outcomes.Retry("no TLS with the mail server: see Security, Port, and whether its certificate is known here and of the name in Host"),
        NotSupportedException => Outcomes.Retry("the mail server does not offer what Security or User asks for"),
        ProtocolException or SocketException or IOException => Outcomes.Retry($"no connection: {error.GetType().Name}"),
        _ => null,
    };

    private static string Told(SmtpCommandException refusal) => $"SMTP {(int)refusal.StatusCode}";
}
