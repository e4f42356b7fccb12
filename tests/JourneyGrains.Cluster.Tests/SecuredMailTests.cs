using System.Globalization;
using System.Text;
using JourneyGrains.Cluster.Tests.SeveralSilos;

namespace JourneyGrains.Cluster.Tests;

/// <summary>A silo's own process, since whose certificates a machine knows is read once by a process.</summary>
public sealed class SecuredMailTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("StartTls", false)]
    [InlineData("Tls", true)]
    public async Task An_e_mail_goes_to_a_secured_server_after_a_log_in(string security, bool tls)
    {
        using var certificate = MailCertificate.Make();
        folder.Write("known.pem", certificate.ExportCertificatePem());
        using var server = new MailServer(certificate, tls).Start();
        using var silo = await SiloProcess.StartAsync(
            folder.Path,
            "",
            ("JourneyGrains__Storage", "Sqlite"),
            ("JourneyGrains__Database", folder.File("store.db")),
            ("JourneyGrains__Definitions", QuickDefinitions.Write(folder)),
            ("JourneyGrains__Delivery__Channels__email__Transport", "Smtp"),
            ("JourneyGrains__Delivery__Channels__email__Host", "127.0.0.1"),
            ("JourneyGrains__Delivery__Channels__email__Port", server.Port.ToString(CultureInfo.InvariantCulture)),
            ("JourneyGrains__Delivery__Channels__email__Security", security),
            ("JourneyGrains__Delivery__Channels__email__User", "shop"),
            ("JourneyGrains__Delivery__Channels__email__Password", "hush"),
            ("SSL_CERT_FILE", folder.File("known.pem")));
        await using (var client = await ClusterConnection.ToGatewayAsync(silo.Gateway))
        {
            await client.Publisher.PublishAsync(Events.Identified("ann"));
            await client.Publisher.PublishAsync(Events.Order("ann", "o-1", 10));
            await Eventually.Get(() => Task.FromResult(server.Mails.Count), count => count > 0, "a mail at the server");
        }

        Assert.Contains("To: ann@example.com", Assert.Single(server.Mails), StringComparison.Ordinal);
        var login = "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0shop\0hush"));
        Assert.Contains(login, server.Commands);
        Assert.True(server.Commands.IndexOf(login) < server.Commands.FindIndex(command => command.StartsWith("MAIL", StringComparison.Ordinal)));
        Assert.DoesNotContain("hush", silo.Output, StringComparison.Ordinal);
    }
}
