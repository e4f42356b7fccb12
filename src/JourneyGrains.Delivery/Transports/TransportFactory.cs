using JourneyGrains.Delivery.Http;
using JourneyGrains.Delivery.Transports.Files;
using JourneyGrains.Delivery.Transports.Smtp;
using JourneyGrains.Delivery.Transports.Webhooks;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Delivery.Transports;

/// <summary>Makes the transport that a channel's settings ask for.</summary>
internal sealed class TransportFactory(IOptions<DeliveryOptions> options, HttpAttempts attempts, TimeProvider time)
{
    public ITransport Create(string channel, ChannelOptions configured) => configured.Transport switch
    {
        TransportKind.Webhook => new WebhookTransport(attempts, new Uri(configured.Url!), configured.Secret, configured.Timeout),
        TransportKind.Smtp => new SmtpTransport(configured, time),
        TransportKind.Console => new ConsoleTransport(Console.Out),
        _ => new FileTransport(options.Value.FolderOf(channel), configured.Subfolders, configured.From),
    };
}
