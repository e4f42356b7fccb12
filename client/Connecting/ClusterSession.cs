using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Client.Replaying;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace JourneyGrains.CommandLine.Connecting;

/// <summary>Where the cluster is; what is not given comes from the environment (JourneyGrains__Client__...), else from the defaults.</summary>
internal sealed record ClusterAddress(string[] Gateways, string? ClusterId, string? ServiceId);

/// <summary>How a command publishes: always to the log itself, which says what it refused.</summary>
internal sealed record PublisherSettings(string? Producer);

/// <summary>A connection to the cluster for the length of one command.</summary>
internal sealed class ClusterSession : IAsyncDisposable
{
    // Where the environment says nothing else.
    private static readonly TimeSpan ConnectFor = TimeSpan.FromSeconds(5);
    private readonly IHost host;
    private IEventPublisher? publisher;

    private ClusterSession(IHost host) => this.host = host;

    public IJourneyGrains Grains => host.Services.GetRequiredService<IJourneyGrains>();

    /// <summary>Made by the first command that asks for it.</summary>
    public IEventPublisher Publisher => publisher ??= host.Services.GetRequiredService<IEventPublisher>();

    public ILogReplayer Replayer => host.Services.GetRequiredService<ILogReplayer>();

    /// <exception cref="CommandException">
    /// No silo answers within some seconds (JourneyGrains__Client__ConnectFor; 5 s), or the settings are wrong.
    /// </exception>
    public static async Task<ClusterSession> ConnectAsync(ClusterAddress address, PublisherSettings? publisher, CancellationToken cancellation)
    {
        var builder = Configured(address, publisher);
        var host = Build(builder);
        try
        {
            await host.StartAsync(cancellation);
            return new ClusterSession(host);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            host.Dispose();
            throw new CommandException(ExitCodes.NoCluster, Advice(builder.Configuration, error), error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
        {
            await publisher.DisposeAsync();
        }

        await host.StopAsync();
        host.Dispose();
    }

    private static HostApplicationBuilder Configured(ClusterAddress address, PublisherSettings? publisher)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            [new($"{JourneyGrainsClientOptions.Section}:{nameof(JourneyGrainsClientOptions.ConnectFor)}", ConnectFor.ToString())]);
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddInMemoryCollection(Settings(address, publisher));
        if (address.Gateways.Length > 0)
        {
            // What is said on the command line goes before the environment.
            builder.Configuration[$"{JourneyGrainsClientOptions.Section}:{nameof(JourneyGrainsClientOptions.Membership)}"] = "";
        }

        return builder;
    }

    private static IHost Build(HostApplicationBuilder builder)
    {
        try
        {
            builder.UseJourneyGrainsClient();
            return ClientSettings.Problems(builder.Configuration) is { Count: > 0 } problems
                ? throw new CommandException(ExitCodes.Usage, $"A setting of JourneyGrains__Client__... is wrong: {string.Join(" ", problems)}")
                : builder.Build();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // The configuration's binder says what and where, but not how it is written.
            throw new CommandException(
                ExitCodes.Usage,
                error is ArgumentException
                    ? $"JourneyGrains__Client__Membership cannot be read as a connection string: {error.Message}"
                    : $"A setting of JourneyGrains__Client__... cannot be read: {error.Message} A time is written like 00:00:10, which is ten seconds.",
                error);
        }
    }

    private static Dictionary<string, string?> Settings(ClusterAddress address, PublisherSettings? publisher)
    {
        const string section = JourneyGrainsClientOptions.Section;
        var settings = new Dictionary<string, string?>
        {
            [$"{PublisherOptions.Section}:{nameof(PublisherOptions.Source)}"] = "publish",
            [$"{PublisherOptions.Section}:{nameof(PublisherOptions.Receipts)}"] = "true",
        };
        for (var index = 0; index < address.Gateways.Length; index++)
        {
            settings[$"{section}:{nameof(JourneyGrainsClientOptions.Gateways)}:{index}"] = address.Gateways[index];
        }

        SetIfGiven(settings, $"{section}:{nameof(JourneyGrainsClientOptions.ClusterId)}", address.ClusterId);
        SetIfGiven(settings, $"{section}:{nameof(JourneyGrainsClientOptions.ServiceId)}", address.ServiceId);
        SetIfGiven(settings, $"{PublisherOptions.Section}:{nameof(PublisherOptions.Producer)}", publisher?.Producer);
        return settings;
    }

    private static void SetIfGiven(Dictionary<string, string?> settings, string key, string? value)
    {
        if (value is not null)
        {
            settings[key] = value;
        }
    }

    private static string Advice(ConfigurationManager configuration, Exception error)
    {
        var options = configuration.GetSection(JourneyGrainsClientOptions.Section).Get<JourneyGrainsClientOptions>()!;
        if (options.Membership.Length > 0)
        {
            return $"No silo of the cluster '{options.ClusterId}' is written down in the database of JourneyGrains__Client__Membership, or "
                + $"the database does not answer. Start a silo, or name its gateway with --gateway host:port. ({error.Message})";
        }

        var where = string.Join(", ", options.GatewaysOrLocal);
        return ConnectFailures.IsOfAnotherCluster(error)
            ? $"The silo at {where} is not of the cluster '{options.ClusterId}'. Name its cluster with --cluster-id."
            : $"No silo of the cluster '{options.ClusterId}' answers at {where}. "
                + "Start one (dotnet run --project silo -- demo), or name another with --gateway host:port and --cluster-id.";
    }
}
