using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace JourneyGrains.Cluster.Tests;

/// <summary>A silo that cannot start says why in one line, and shows no trace but to who asks for it.</summary>
public sealed class StartProblemTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var said = await StartAsync($"--JourneyGrains:HttpPort={port}");

        Assert.StartsWith($"JourneyGrains:HttpPort is {port}, a port that is in use; perhaps another silo runs. Give a free one ", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_away_is_told()
    {
        var said = await StartAsync("--JourneyGrains:Storage=Postgres", "--JourneyGrains:ConnectionString=Host=127.0.0.1;Port=1;Database=x;Username=x");

        Assert.StartsWith("The database does not serve this silo.", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_is_told()
    {
        var said = await StartAsync("--JourneyGrains:Delivery:Calls:Hosts:scores:Url=scores.example");

        Assert.StartsWith("The configuration is wrong: JourneyGrains:Delivery:Calls:Hosts:scores:Url", Assert.Single(said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage=Postgress", "JourneyGrains:Storage is 'Postgress'; known are Sqlite, Postgres.")]
    [InlineData("Delivery:Channels:email:Transport=Smpt", "JourneyGrains:Delivery:Channels:email:Transport is 'Smpt'; known are File, Webhook, Console, Smtp.")]
    [InlineData("Delivery:Channels:emial:Transport=Console", "JourneyGrains:Delivery:Channels:emial is set, and the brand has no such channel; ")]
    [InlineData("ClusterId=", "JourneyGrains:ClusterId is empty; ")]
    [InlineData("Client:Publisher:BatchMax=0", "JourneyGrains:Client:Publisher:BatchMax is 0; it is to be at least 1.")]
    [InlineData("Partitions=0", "JourneyGrains:Partitions is 0; it is to be from 1 to 4096.")]
    [InlineData("Database=", "JourneyGrains:Database is empty; name the file of the store, ")]
    [InlineData("Storage=Postgres", "JourneyGrains:ConnectionString is empty; ")]
    [InlineData("Storage=Postgres --JourneyGrains:ConnectionString=Hots=db", "JourneyGrains:ConnectionString has 'hots', which Npgsql does not know. Did you mean Host?")]
    [InlineData("Delivery:Channels:email:Folder=", "JourneyGrains:Delivery:Channels:email:Folder is empty; ")]
    public async Task A_setting_that_would_be_passed_over_keeps_the_silo_from_starting(string setting, string expected)
    {
        var said = await StartAsync($"--JourneyGrains:{setting}".Split(' '));

        Assert.StartsWith($"The configuration is wrong: {expected}", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_a_folder_or_another_file_is_told()
    {
        folder.Write("notes.txt", "Buy milk, and more of it than last time.");

        var other = await StartAsync($"--JourneyGrains:Database={folder.File("notes.txt")}");
        var directory = await StartAsync($"--JourneyGrains:Database={folder.Path}");

        Assert.EndsWith("and that file is no store; give the path of a store, or of a file that is not there yet.", Assert.Single(other), StringComparison.Ordinal);
        Assert.Contains("which is a folder; give the path of a file in it", Assert.Single(directory), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_where_no_file_can_be_is_told_as_that_and_not_as_one_of_another_silo()
    {
        folder.Write("notes.txt", "Buy milk.");
        var beside = await StartAsync($"--JourneyGrains:Database={folder.File("notes.txt")}/store.db");

        Assert.EndsWith(
            $"where no store can be: '{folder.File("notes.txt")}' is a file, and no folder. Give a path in a folder that can be written to.",
            Assert.Single(beside), StringComparison.Ordinal);
        if (Directory.Exists("/proc"))
        {
            var kernel = await StartAsync("--JourneyGrains:Database=/proc/store.db");
            Assert.StartsWith(
                "JourneyGrains:Database is '/proc/store.db', where no store can be: '/proc/store.db.lock' cannot be made there.",
                Assert.Single(kernel), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("OutboxFolder")]
    [InlineData("Channels:email:Folder")]
    public async Task A_folder_for_messages_that_cannot_be_is_told_by_its_own_setting(string setting)
    {
        folder.Write("notes.txt", "Buy milk.");

        var said = await StartAsync($"--JourneyGrains:Delivery:{setting}={folder.File("notes.txt")}");

        Assert.StartsWith("The configuration is wrong: Channel email writes files in ", Assert.Single(said), StringComparison.Ordinal);
        Assert.EndsWith($" Set JourneyGrains:Delivery:{setting} to a folder that can be written to.", said[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--customers", "0", "--customers is 0; it is to be from 1 to 1,000,000.")]
    [InlineData("--port", "99999", "--port is 99999; it is to be from 1 to 65,535.")]
    public async Task A_demo_of_impossible_numbers_is_told(string option, string value, string expected) =>
        Assert.Equal(expected, Assert.Single(await RunAsync("demo", "--data", folder.File("demo"), option, value)));

    [Fact]
    public async Task A_demo_where_a_file_is_is_told()
    {
        folder.Write("notes.txt", "Buy milk.");

        var said = await RunAsync("demo", "--data", folder.File("notes.txt"));

        Assert.StartsWith($"--data is '{folder.File("notes.txt")}', where no demo can be: ", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_definition_is_told_with_its_place()
    {
        folder.Write("definitions/x.journey.yaml", "journey: x\nenter: { on: order.placed }\nsteps: [ { wiat: 1d } ]\n");

        var said = await StartAsync($"--JourneyGrains:Definitions={folder.File("definitions")}");

        Assert.Equal(2, said.Length);
        Assert.EndsWith("have errors:", said[0], StringComparison.Ordinal);
        Assert.StartsWith("x.journey.yaml:3:", said[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_is_for_who_asks_for_it()
    {
        var said = await StartAsync($"--JourneyGrains:Definitions={folder.File("none")}", "--Logging:LogLevel:Default=Debug");

        Assert.Contains(said, line => line.TrimStart().StartsWith("at JourneyGrains.", StringComparison.Ordinal));
    }

    /// <summary>What it said, on either stream; it ended with 1.</summary>
    private async Task<string[]> StartAsync(params string[] settings)
    {
        var ports = LoopbackPorts.Take(3).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        return await RunAsync(
        [
            $"--JourneyGrains:HttpPort={ports[0]}", $"--JourneyGrains:SiloPort={ports[1]}", $"--JourneyGrains:GatewayPort={ports[2]}",
            $"--JourneyGrains:Database={folder.File("store.db")}", .. settings,
        ]);
    }

    private static async Task<string[]> RunAsync(params string[] arguments)
    {
        var silo = await EndedSilo.RunAsync(arguments);

        Assert.Equal(1, silo.Code);
        return (silo.Output + silo.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
