using System.Net;
using System.Net.Sockets;

namespace JourneyGrains.Tests.Shared;

/// <summary>
/// Ports of loopback that nobody uses at the moment, below those that systems give to outgoing connections: one of these could be taken
/// between the look and the use.
/// </summary>
internal static class LoopbackPorts
{
    private const int First = 12_000;
    private const int Beyond = 29_000;

    public static int[] Take(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            var port = Random.Shared.Next(First, Beyond);
            if (IsFree(port))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
