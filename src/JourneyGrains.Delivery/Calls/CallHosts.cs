using Microsoft.Extensions.Options;

namespace JourneyGrains.Delivery.Calls;

/// <summary>
/// The hosts that journeys may call: those named in the settings, no others. So a journey cannot reach what merely happens to be in the silo's
/// network.
/// </summary>
internal sealed class CallHosts
{
    private readonly Dictionary<string, CallHostOptions> byHost = new(StringComparer.OrdinalIgnoreCase);

    public CallHosts(IOptions<DeliveryOptions> options)
    {
        foreach (var host in options.Value.Calls.Hosts.Values)
        {
            byHost[KeyOf(new Uri(host.Url!))] = host;
        }
    }

    /// <summary>The settings of the address's host; null: it is not allowed.</summary>
    public CallHostOptions? Find(Uri url) => byHost.GetValueOrDefault(KeyOf(url));

    /// <summary>By the host's name and port alone: the pace at which it is called.</summary>
    public CallHostOptions? FindAny(string hostAndPort) =>
        Find(new Uri($"https://{hostAndPort}")) ?? Find(new Uri($"http://{hostAndPort}"));

    private static string KeyOf(Uri url) => $"{url.Scheme}://{url.Authority}";
}
