namespace JourneyGrains.Silo.Demo;

/// <summary>What the demo is asked to do.</summary>
/// <param name="Data">The folder of the store and of what is sent.</param>
/// <param name="Stay">Stay up at the end with the dashboard.</param>
internal sealed record DemoOptions(string Data, int Customers, int Events, int Seed, int HttpPort, int SiloPort, int GatewayPort, bool Fresh, bool Stay)
{
    private const int CustomersMax = 1_000_000;
    private const int EventsMax = 10_000_000;

    public DemoDay Day => new(Seed, Customers, Events);

    /// <exception cref="DemoException">A number is beyond its bounds.</exception>
    public void Check()
    {
        Check("--customers", Customers, CustomersMax);
        Check("--events", Events, EventsMax);
        Check("--port", HttpPort, ushort.MaxValue);
        Check("--silo-port", SiloPort, ushort.MaxValue);
        Check("--gateway-port", GatewayPort, ushort.MaxValue);
        if (string.IsNullOrWhiteSpace(Data))
        {
            throw new DemoException("--data is empty; give a folder, like data/demo.");
        }
    }

    private static void Check(string option, int value, int most)
    {
        if (value < 1 || value > most)
        {
            throw new DemoException(FormattableString.Invariant($"{option} is {value}; it is to be from 1 to {most:N0}."));
        }
    }
}
