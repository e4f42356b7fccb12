using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace JourneyGrains.Client.Connecting;

/// <summary>A gateway as people write it: host:port, 10.0.0.7:30000, [::1]:30000.</summary>
public static class GatewayAddress
{
    /// <summary>The end points the text names; a host name may stand for several.</summary>
    /// <exception cref="FormatException">Not host:port, or a host that is not known.</exception>
    public static IReadOnlyList<IPEndPoint> Resolve(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
        {
            throw new FormatException($"'{text}' is not a gateway; write host:port, like 127.0.0.1:30000.");
        }

        var host = text[..colon].Trim('[', ']');
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return [new(IPAddress.Loopback, port)];
        }

        try
        {
            return [.. Dns.GetHostAddresses(host).Select(address => new IPEndPoint(address, port))];
        }
        catch (SocketException error)
        {
            throw new FormatException($"The host '{host}' of the gateway '{text}' is not known: {error.Message}", error);
        }
    }
}
