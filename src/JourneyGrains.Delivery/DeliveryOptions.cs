namespace JourneyGrains.Delivery;

/// <summary>How messages leave: the configuration section JourneyGrains:Delivery.</summary>
public sealed class DeliveryOptions
{
    public const string Section = "JourneyGrains:Delivery";

    /// <summary>Where channels that are not configured put their files: a folder per channel below this one. Default: outbox.</summary>
    public string OutboxFolder { get; set; } = "outbox";

    /// <summary>By name of the channel. One that is not named here writes files.</summary>
    public Dictionary<string, ChannelOptions> Channels { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>How one channel's messages leave.</summary>
public sealed class ChannelOptions
{
    public TransportKind Transport { get; set; } = TransportKind.File;

    /// <summary>
    /// For files: where they go. Default: a folder of the channel's name below <see cref="DeliveryOptions.OutboxFolder"/>.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>
    /// For files: 256 sub-folders by the first two digits of the message id. Worth it from some 100,000 messages on. Default: false.
    /// </summary>
    public bool Subfolders { get; set; }

    /// <summary>For e-mails written as files: the sender's address. Default: no-reply@localhost.</summary>
    public string From { get; set; } = "no-reply@localhost";

    /// <summary>For webhooks: where to post, http or https.</summary>
    public string? Url { get; set; }

    /// <summary>For webhooks: the key of the HMAC-SHA256 signature; none: no signature.</summary>
    public string? Secret { get; set; }

    /// <summary>Messages under way at once, at most; more of them wait. Default: 16.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>Messages per second, at most, evenly spread; 0: as fast as it goes. Default: 0.</summary>
    public double RatePerSecond { get; set; }

    /// <summary>For webhooks: how long to wait for an answer before the attempt counts as failed. Default: 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>The ways a message can leave.</summary>
public enum TransportKind
{
    /// <summary>An .eml or .json file that a person can open.</summary>
    File,

    /// <summary>An HTTP POST to a provider.</summary>
    Webhook,

    /// <summary>One line on the standard output.</summary>
    Console,
}
