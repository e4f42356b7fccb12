using System.Net;
using System.Net.Sockets;
using JourneyGrains.Silo.Settings;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Looks before a silo starts whether its ports are free: half a silo that must stop again says much that helps nobody.</summary>
internal static class FreePorts
{
    /// <exception cref="PortInUseException">One is not.</exception>
    public static void Check(SiloSettings settings)
    {
        Check(settings.HttpPort, nameof(settings.HttpPort));
        Check(settings.SiloPort, nameof(settings.SiloPort));
        Check(settings.GatewayPort, nameof(settings.GatewayPort));
    }

    private static void Check(int port, string setting)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortInUseException(port, setting, error);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new WrongSettingsException(
                $"{SiloSettings.Section}:{setting} is {port}, a port that this account may not listen on; give one above 1023.");
        }
    }
}

/// <summary>A port that a silo needs is taken.</summary>
internal sealed class PortInUseException(int port, string setting, Exception cause)
    : Exception($"{SiloSettings.Section}:{setting} is {port}, a port that is in use; perhaps another silo runs. Give a free one (for the demo see demo --help).", cause);
