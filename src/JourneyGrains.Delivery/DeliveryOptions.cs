using System.Globalization;

namespace JourneyGrains.Delivery;

/// <summary>How messages leave: the configuration section JourneyGrains:Delivery.</summary>
public sealed class DeliveryOptions
{
    public const string Section = "JourneyGrains:Delivery";

    /// <summary>Where channels that are not configured put their files: a folder per channel below this one. Default: outbox.</summary>
    public string OutboxFolder { get; set; } = "outbox";

    /// <summary>By name of the channel. One that is not named here writes files.</summary>
    public Dictionary<string, ChannelOptions> Channels { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Which other systems journeys may call.</summary>
    public CallOptions Calls { get; } = new();

    /// <summary>How a channel's messages leave, for a person: without what an address may hold of secrets.</summary>
    public string RouteOf(string channel)
    {
        var configured = Of(channel);
        return configured.Transport switch
        {
            TransportKind.Webhook => $"webhook at {new Uri(configured.Url!).GetLeftPart(UriPartial.Authority)}",
            TransportKind.Smtp => string.Create(CultureInfo.InvariantCulture, $"mail server {configured.Host}:{configured.Port} ({configured.Security})"),
            TransportKind.Console => "the standard output",
            _ => $"files in {Path.GetFullPath(FolderOf(channel))}",
        };
    }

    /// <summary>Makes the folder of a channel that writes files; nothing for others.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public void MakeFolder(string channel)
    {
        if (Of(channel).Transport == TransportKind.File)
        {
            Directory.CreateDirectory(FolderOf(channel));
        }
    }

    /// <summary>The setting that says where a channel's files go.</summary>
    public string FolderSettingOf(string channel) => Of(channel).Folder is null ? $"{Section}:OutboxFolder" : $"{Section}:Channels:{channel}:Folder";

    internal ChannelOptions Of(string channel) => Channels.GetValueOrDefault(channel) ?? new ChannelOptions();

    internal string FolderOf(string channel)
    {
        var name = new string([.. channel.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_')]);
        return Of(channel).Folder ?? Path.Combine(OutboxFolder, name);
    }
}

/// <summary>Calls of journeys to other systems.</summary>
public sealed class CallOptions
{
    /// <summary>The hosts that may be called, by a name for the settings only. None: no call is made.</summary>
    public Dictionary<string, CallHostOptions> Hosts { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>A host that journeys may call.</summary>
public sealed class CallHostOptions
{
    /// <summary>Its scheme, name and port: https://scores.example. A journey's address must have the same three.</summary>
    public string? Url { get; set; }

    /// <summary>Added to every call: a token, a key. They are never shown and stand in no journey.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long one attempt may take. Default: 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls under way at once, at most; more of them wait. Default: 16.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>Calls per second, at most, evenly spread; 0: as fast as it goes. Default: 0.</summary>
    public double RatePerSecond { get; set; }
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

    /// <summary>For e-mails, as files or over SMTP: the sender's address. Default: no-reply@localhost.</summary>
    public string From { get; set; } = "no-reply@localhost";

    /// <summary>For webhooks: where to post, http or https.</summary>
    public string? Url { get; set; }

    /// <summary>For webhooks: the key of the HMAC-SHA256 signature; none: no signature.</summary>
    public string? Secret { get; set; }

    /// <summary>Messages under way at once, at most; more of them wait. Default: 16.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>Messages per second, at most, evenly spread; 0: as fast as it goes. Default: 0.</summary>
    public double RatePerSecond { get; set; }

    /// <summary>For SMTP: the mail server. Its certificate, where TLS is asked for, must be of this name.</summary>
    public string? Host { get; set; }

    /// <summary>For SMTP. Default: 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary>For SMTP: how the connection is secured. Default: StartTls.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>For SMTP: who logs in; none: nobody.</summary>
    public string? User { get; set; }

    /// <summary>For SMTP. A secret; it is never shown.</summary>
    public string? Password { get; set; }

    /// <summary>For webhooks and SMTP: how long an attempt may take before it counts as failed. Default: 10 seconds.</summary>
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

    /// <summary>An e-mail given to a mail server.</summary>
    Smtp,
}

/// <summary>How a connection to a mail server is secured.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS after the greeting; a server that does not offer it is not used.</summary>
    StartTls,

    /// <summary>TLS from the first byte, mostly on port 465.</summary>
    Tls,

    /// <summary>Not at all: only for a server on the same machine or network, without a log-in.</summary>
    None,
}
