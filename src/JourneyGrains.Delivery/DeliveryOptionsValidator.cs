using System.Net.Mail;
using JourneyGrains.Core.Values;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Delivery;

/// <summary>Checks the settings at start, so that a wrong one is told then and not with the first message.</summary>
internal sealed class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>
{
    private const int ConcurrencyMax = 10_000;
    private const double RateMax = 1_000_000;
    private static readonly TimeSpan TimeoutMax = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
    {
        var problems = options.Channels.SelectMany(channel => Check(channel.Key, channel.Value)).ToList();
        problems.AddRange(options.Calls.Hosts.SelectMany(host => CheckHost(host.Key, host.Value)));
        problems.AddRange(options.Calls.Hosts
            .GroupBy(host => host.Value.Url?.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1)
            .Select(same => $"{DeliveryOptions.Section}:Calls:Hosts has '{same.Key}' more than once: {string.Join(", ", same.Select(host => host.Key))}."));
        if (string.IsNullOrWhiteSpace(options.OutboxFolder))
        {
            problems.Add($"{DeliveryOptions.Section}:OutboxFolder is empty; name a folder, like 'outbox'.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Check(string channel, ChannelOptions options)
    {
        var path = $"{DeliveryOptions.Section}:Channels:{channel}";
        return CheckAll(path, options)
            .Concat(CheckPace(path, options.Timeout, options.Concurrency, options.RatePerSecond))
            .Concat(options.Transport == TransportKind.Smtp ? CheckMailServer(path, options) : []);
    }

    private static IEnumerable<string> CheckAll(string path, ChannelOptions options)
    {
        if (!Enum.IsDefined(options.Transport))
        {
            yield return $"{path}:Transport is '{options.Transport}'; known are file, webhook, console and smtp.";
        }

        if (options.Transport == TransportKind.Webhook && !IsWebAddress(options.Url))
        {
            yield return $"{path}:Url is not an absolute http or https address; give one, like https://provider.example/messages.";
        }

        if (options.Transport == TransportKind.File && options.Folder is not null && string.IsNullOrWhiteSpace(options.Folder))
        {
            yield return $"{path}:Folder is empty; name a folder, or leave it out for the one below OutboxFolder.";
        }

        if (options.Transport is TransportKind.File or TransportKind.Smtp && !MailAddress.TryCreate(options.From, out _))
        {
            yield return $"{path}:From is not an e-mail address; give one, like 'Our shop <no-reply@shop.example>'.";
        }
    }

    /// <summary>What channels and hosts of calls have alike: how long an attempt may take, and how many there may be.</summary>
    private static IEnumerable<string> CheckPace(string path, TimeSpan timeout, int concurrency, double ratePerSecond)
    {
        if (timeout <= TimeSpan.Zero || timeout > TimeoutMax)
        {
            yield return $"{path}:Timeout is {Durations.Format(timeout)}; it is to be above 0 and at most {Durations.Format(TimeoutMax)}.";
        }

        if (concurrency is < 1 or > ConcurrencyMax)
        {
            yield return $"{path}:Concurrency is {concurrency}; it is to be from 1 to {ConcurrencyMax}.";
        }

        if (double.IsNaN(ratePerSecond) || ratePerSecond is < 0 or > RateMax)
        {
            yield return $"{path}:RatePerSecond is {ratePerSecond}; it is to be from 0 (no limit) to {RateMax}.";
        }
    }

    private static IEnumerable<string> CheckMailServer(string path, ChannelOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Host))
        {
            yield return $"{path}:Host is empty; name the mail server, like smtp.example.";
        }

        if (options.Port is < 1 or > ushort.MaxValue)
        {
            yield return $"{path}:Port is {options.Port}; it is to be from 1 to {ushort.MaxValue}.";
        }

        if (!Enum.IsDefined(options.Security))
        {
            yield return $"{path}:Security is '{options.Security}'; known are StartTls, Tls and None.";
        }

        if (string.IsNullOrEmpty(options.User) != string.IsNullOrEmpty(options.Password))
        {
            yield return string.IsNullOrEmpty(options.User)
                ? $"{path}:Password is given, and no User who logs in with it; give both, or neither for a server without a log-in."
                : $"{path}:User is given, and no Password to log in with; give both, or neither for a server without a log-in.";
        }

        if (options.Security == SmtpSecurity.None && !string.IsNullOrEmpty(options.User))
        {
            yield return $"{path}:User is given, but Security is None: the password would be readable on the way. Use StartTls or Tls.";
        }
    }

    private static IEnumerable<string> CheckHost(string name, CallHostOptions options)
    {
        var path = $"{DeliveryOptions.Section}:Calls:Hosts:{name}";
        return CheckAll(path, options).Concat(CheckPace(path, options.Timeout, options.Concurrency, options.RatePerSecond));
    }

    private static IEnumerable<string> CheckAll(string path, CallHostOptions options)
    {
        if (!IsWebAddress(options.Url) || new Uri(options.Url!) is not { PathAndQuery: "/", UserInfo: "", Fragment: "" })
        {
            yield return $"{path}:Url is not the address of a host alone; give one, like https://scores.example or http://localhost:5000.";
        }

        foreach (var name in options.Headers.Keys.Where(name => name.Length == 0 || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))))
        {
            yield return $"{path}:Headers has '{name}', which is no name of a header; give one, like Authorization.";
        }
    }

    private static bool IsWebAddress(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
}
