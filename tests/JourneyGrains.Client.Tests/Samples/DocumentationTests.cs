using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Tests.CommandLine;
using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.Contracts.Customers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace JourneyGrains.Client.Tests.Samples;

/// <summary>The documents show code that compiles and runs, and leave no command or option out.</summary>
[Collection(FakeClusterCollection.Name)]
public sealed class DocumentationTests
{
    private static readonly string Root = FindRoot();
    private readonly FakeCluster cluster;

    public DocumentationTests(FakeCluster cluster)
    {
        this.cluster = cluster;
        cluster.Reset();
    }

    private string[] Arguments => [$"--JourneyGrains:Client:Gateways:0={cluster.Gateway}"];

    [Theory]
    [InlineData("ProducerSample.cs")]
    [InlineData("ServiceSample.cs")]
    public void The_client_s_document_shows_the_sample_as_it_compiles(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "tests", "JourneyGrains.Client.Tests", "Samples", file));
        var sample = lines.SkipWhile(line => !line.Contains("// sample:", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.Trim() != "// end").ToArray();
        var indent = sample[0].Length - sample[0].TrimStart().Length;

        Assert.Contains(
            string.Join('\n', sample.Select(line => line.Length > indent ? line[indent..] : line.TrimStart())), Document("client.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_producer_of_the_document_publishes_its_event()
    {
        Assert.Equal("durable", await ProducerSample.RunAsync(Arguments));
        Assert.Equal("evt-1001", Assert.Single(cluster.System.All).Id);
    }

    [Fact]
    public async Task The_backend_service_of_the_document_reads_and_unsubscribes_a_customer()
    {
        cluster.Customers["c-17"] = new CustomerView("c-17", true, false, null, null, null, null, [], [], 0, 0, 1_250, "gold", [], [], null, "");
        var builder = Host.CreateApplicationBuilder(Arguments);
        builder.UseJourneyGrainsClient();
        using var host = builder.Build();
        await host.StartAsync();
        var page = new PreferencePage(host.Services.GetRequiredService<IJourneyGrains>());

        Assert.Equal((1_250, "gold"), await page.StandingAsync("c-17"));
        Assert.True(await page.UnsubscribeAsync("c-17", "request-1"));
        Assert.Equal(("request-1", false), (Assert.Single(cluster.Consents).Request.CommandId, cluster.Consents.Single().Request.Granted));
        await host.StopAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("publish")]
    [InlineData("replay")]
    [InlineData("customer show")]
    [InlineData("customer transcript")]
    [InlineData("customer consent")]
    [InlineData("customer forget")]
    [InlineData("deadletters list")]
    [InlineData("deadletters replay")]
    [InlineData("journeys enter")]
    [InlineData("journeys results")]
    [InlineData("journeys diff")]
    [InlineData("campaign launch")]
    [InlineData("campaign watch")]
    [InlineData("campaign pause")]
    [InlineData("campaign resume")]
    [InlineData("status")]
    [InlineData("digest")]
    [InlineData("log export")]
    [InlineData("definitions list")]
    [InlineData("definitions reload")]
    [InlineData("validate")]
    public async Task The_command_line_s_document_names_every_command_with_its_options(string command)
    {
        var help = (await CommandLineOf.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])).Out;
        var document = Document("command-line.md");

        Assert.Contains(command, document, StringComparison.Ordinal);
        var options = help.Split('\n').Select(line => line.Trim().Split(' ')[0].TrimEnd(',')).Where(word => word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Contains(option, document, StringComparison.Ordinal));
    }

    private static string Document(string name) => File.ReadAllText(Path.Combine(Root, "docs", name));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "JourneyGrains.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run inside the repository.");
        }

        return folder;
    }
}
