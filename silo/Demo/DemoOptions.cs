namespace JourneyGrains.Silo.Demo;

/// <summary>What the demo is asked to do.</summary>
/// <param name="Data">The folder of the store and of what is sent.</param>
/// <param name="Stay">Stay up at the end with the dashboard.</param>
internal sealed record DemoOptions(string Data, int Customers, int Events, int Seed, int HttpPort, int SiloPort, int GatewayPort, bool Fresh, bool Stay);
