using System.Globalization;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Faults.Tests.Processes;

/// <summary>How a silo process is started: the silo's own programme, or the same host with a clock that reads a file.</summary>
/// <param name="Settings">Of the section JourneyGrains, given by environment.</param>
/// <param name="Clock">The file of its clock (<see cref="Clocks.SetClock"/>); null: the silo's own programme and the machine's clock.</param>
internal sealed record SiloSetup(string Name, int SiloPort, int GatewayPort, int HttpPort, IReadOnlyDictionary<string, string> Settings, string? Clock)
{
    public IEnumerable<string> Arguments => Clock is { } file
        ? [typeof(SiloSetup).Assembly.Location, Program.Silo, file]
        : [typeof(SiloHost).Assembly.Location];

    public IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        .. Settings,
        new("JourneyGrains__SiloPort", SiloPort.ToString(CultureInfo.InvariantCulture)),
        new("JourneyGrains__GatewayPort", GatewayPort.ToString(CultureInfo.InvariantCulture)),
        new("JourneyGrains__HttpPort", HttpPort.ToString(CultureInfo.InvariantCulture)),
        new("Logging__LogLevel__Default", "Warning"),
        new("Logging__LogLevel__Orleans", "Error"),
        new("DOTNET_gcServer", "0"),
        new("DOTNET_TieredPGO", "0"),
    ];
}
