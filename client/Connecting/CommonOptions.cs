using System.CommandLine;

namespace JourneyGrains.CommandLine.Connecting;

/// <summary>The options every command has.</summary>
internal sealed class CommonOptions
{
    public Option<string[]> Gateways { get; } = new("--gateway")
    {
        Description = "A silo's gateway as host:port; may be given several times. [default: this machine, port 30000]",
        HelpName = "host:port",
        Recursive = true,
        DefaultValueFactory = _ => [],
    };

    public Option<string?> ClusterId { get; } = new("--cluster-id") { Description = "The cluster's id. [default: dev]", Recursive = true };

    public Option<string?> ServiceId { get; } = new("--service-id") { Description = "The cluster's service id. [default: dev]", Recursive = true };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Write results as JSON: one object, or for lists one object a line.",
        Recursive = true,
    };

    /// <summary>Leaves out of the help of a command that needs no cluster how to reach one.</summary>
    public void HideConnection() => Gateways.Hidden = ClusterId.Hidden = ServiceId.Hidden = true;

    public void AddTo(RootCommand root)
    {
        root.Options.Add(Gateways);
        root.Options.Add(ClusterId);
        root.Options.Add(ServiceId);
        root.Options.Add(Json);
    }
}
