using System.Reflection;
using JourneyGrains.Client.Connecting;
using JourneyGrains.Delivery;
using JourneyGrains.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace JourneyGrains.Cluster.Tests.Compose;

/// <summary>docker-compose.yml and Dockerfile say what the programmes understand: images, ports, settings, health checks, times.</summary>
public class ComposeTests
{
    private static readonly ComposeFile Compose = ComposeFile.Read(Path.Combine(SharedData.Repository, "docker-compose.yml"));
    private static readonly string[] Dockerfile = File.ReadAllLines(Path.Combine(SharedData.Repository, "Dockerfile"));

    [Fact]
    public void There_are_a_database_a_mail_catcher_and_three_silos()
    {
        Assert.Equal(["mail", "postgres", "silo1", "silo2", "silo3"], Compose.Services.Keys.Order(StringComparer.Ordinal));
        Assert.StartsWith("postgres:", Compose.Services["postgres"].Image, StringComparison.Ordinal);
        Assert.StartsWith("axllent/mailpit:", Compose.Services["mail"].Image, StringComparison.Ordinal);
        Assert.Single(Compose.Silos.Select(silo => silo.Image).Distinct());
    }

    [Fact]
    public void Every_setting_of_the_silos_is_one_that_there_is()
    {
        var known = Names(SiloSettings.Section, typeof(SiloSettings))
            .Concat(Names(JourneyGrainsClientOptions.Section, typeof(JourneyGrainsClientOptions)))
            .Concat(Names(DeliveryOptions.Section, typeof(DeliveryOptions)))
            .Concat(Names($"{DeliveryOptions.Section}:Channels:email", typeof(ChannelOptions)))
            .ToHashSet(StringComparer.Ordinal);
        Assert.All(Compose.Silos, silo => Assert.All(silo.Environment.Keys, name => Assert.Contains(name, known)));
    }

    [Fact]
    public void The_silos_are_one_cluster_and_each_is_reached_under_its_own_name()
    {
        var settings = Compose.Silos.Select(silo => silo.Settings).ToList();
        Assert.All(settings, silo => Assert.Equal((SiloStorage.Postgres, true), (silo.Storage, silo.SiloOpen)));
        Assert.Single(settings.Select(silo => (silo.ClusterId, silo.ServiceId, silo.ConnectionString)).Distinct());
        Assert.All(Compose.Silos, silo => Assert.Equal((silo.Name, silo.Name), (silo.Hostname, silo.Settings.AdvertisedAddress)));
    }

    [Fact]
    public void Silos_and_command_line_have_the_database_that_there_is()
    {
        var postgres = Compose.Services["postgres"].Environment;
        foreach (var silo in Compose.Silos)
        {
            var database = new NpgsqlConnectionStringBuilder(silo.Settings.ConnectionString);
            Assert.Equal(
                ("postgres", postgres["POSTGRES_DB"], postgres["POSTGRES_USER"], postgres["POSTGRES_PASSWORD"]),
                (database.Host, database.Database, database.Username, database.Password));
            Assert.Equal(silo.Settings.ConnectionString, silo.Configuration[$"{JourneyGrainsClientOptions.Section}:Membership"]);
        }
    }

    [Fact]
    public void E_mail_goes_to_the_mail_catcher()
    {
        foreach (var silo in Compose.Silos)
        {
            var options = silo.Configuration.GetSection(DeliveryOptions.Section).Get<DeliveryOptions>()!;
            var email = options.Channels["email"];
            Assert.Equal((TransportKind.Smtp, "mail", 1025, SmtpSecurity.None), (email.Transport, email.Host, email.Port, email.Security));
        }
    }

    [Fact]
    public void Ports_are_those_the_silos_listen_on_on_loopback_and_each_once()
    {
        foreach (var silo in Compose.Silos)
        {
            Assert.Equal([silo.Settings.HttpPort, silo.Settings.GatewayPort], silo.Ports.Select(port => port.Container));
        }

        var all = Compose.Services.Values.Where(service => service.Name != "postgres").SelectMany(service => service.Ports).ToList();
        Assert.All(all, port => Assert.Equal("127.0.0.1", port.Address));
        Assert.Equal(all.Count, all.Select(port => port.Host).Distinct().Count());
    }

    [Fact]
    public void Definitions_come_from_the_repository_and_files_go_where_the_account_may_write()
    {
        foreach (var silo in Compose.Silos)
        {
            var source = silo.Mounts.Single(mount => mount.Path == silo.Settings.Definitions).Source;
            Assert.True(Directory.Exists(Path.Combine(SharedData.Repository, source)), source);
            Assert.Contains(silo.Mounts, mount => Compose.Volumes.Contains(mount.Source) && mount.Path == "/data");
            Assert.StartsWith("/data/", silo.Configuration[$"{DeliveryOptions.Section}:OutboxFolder"], StringComparison.Ordinal);
        }

        Assert.Contains(Dockerfile, line => line.Contains("mkdir /data && chown $APP_UID /data", StringComparison.Ordinal));
    }

    [Fact]
    public void A_silo_has_longer_to_stop_than_it_takes_to_drain() =>
        Assert.All(Compose.Silos, silo => Assert.True(silo.StopGracePeriod >= silo.Settings.DrainFor + TimeSpan.FromSeconds(5)));

    [Fact]
    public void The_image_is_built_of_projects_that_there_are_and_runs_without_rights()
    {
        var images = Dockerfile.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).ToList();
        Assert.Equal(2, images.Count);
        Assert.All(images, image => Assert.StartsWith("mcr.microsoft.com/dotnet/", image, StringComparison.Ordinal));
        var projects = Dockerfile.SelectMany(line => line.Split(' ')).Where(word => word.EndsWith(".csproj", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, projects.Count);
        Assert.All(projects, project => Assert.True(File.Exists(Path.Combine(SharedData.Repository, project)), project));
        Assert.Equal("USER $APP_UID", Dockerfile.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_health_check_is_a_command_of_the_silo_that_tells_a_serving_one_from_one_that_is_not_there()
    {
        var entry = Dockerfile.Single(line => line.StartsWith("ENTRYPOINT", StringComparison.Ordinal));
        Assert.All(Compose.Silos, silo => Assert.Equal(["CMD", "dotnet", "/app/silo/JourneyGrains.Silo.dll", "health"], silo.HealthCheck));
        Assert.Contains("\"/app/silo/JourneyGrains.Silo.dll\"", entry, StringComparison.Ordinal);
        Assert.Equal("JourneyGrains.Silo.dll", Path.GetFileName(typeof(SiloHost).Assembly.Location));

        using var folder = new TemporaryFolder();
        var port = LoopbackPorts.Take(1)[0];
        var setting = ("JourneyGrains:HttpPort", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await using (await RunningSilo.StartAsync(folder.Path, null, setting))
        {
            Assert.Equal(0, await HealthCommand.RunAsync(port, TextWriter.Null));
        }

        Assert.Equal(1, await HealthCommand.RunAsync(port, TextWriter.Null));
    }

    private static IEnumerable<string> Names(string section, Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(property => $"{section}:{property.Name}".Replace(":", "__", StringComparison.Ordinal));
}
