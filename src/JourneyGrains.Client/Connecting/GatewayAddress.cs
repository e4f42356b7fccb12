using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace JourneyGrains.Client.Connecting;

/// <summary>A gateway as people write it: host:port, 10.0.0.7:30000, [::1]:30000.</summary>
public static class GatewayAddress
{
    /// <summary>How one is written.</summary>
    internal const string Form = "host:port, like 127.0.0.1:30000";

    /// <summary>The end points the text names; a host name may stand for several.</summary>
    /// <exception cref="FormatException">Not host:port, or a host that is not known.</exception>
    public static IReadOnlyList<IPEndPoint> Resolve(string text)
    {
        if (!TryRead(text, out var host, out var port))
        {
            throw new FormatException($"'{text}' is not a gateway; write {Form}.");
        }

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

    /// <summary>The host and the port as they are written; the host is not looked up.</summary>
    internal static bool TryRead(string text, out string host, out ushort port)
    {
        var colon = text.LastIndexOf(':');
        host = colon > 0 ? text[..colon].Trim('[', ']') : "";
        port = 0;
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port != 0;
    }
}
