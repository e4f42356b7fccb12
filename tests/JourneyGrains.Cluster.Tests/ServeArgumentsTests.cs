using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Cluster.Tests;

/// <summary>A silo serves with the settings that were meant, or says which of them it does not take.</summary>
public sealed class ServeArgumentsTests
{
    [Theory]
    [InlineData("rubbish", "'rubbish' is nothing that serve takes: settings are written as --JourneyGrains:NAME=VALUE. See serve --help.")]
    [InlineData("--", "'--' is nothing that serve takes: settings are written as --JourneyGrains:NAME=VALUE. See serve --help.")]
    [InlineData("JourneyGrains:HttpPort=5081", "'JourneyGrains:HttpPort=5081' is nothing that serve takes: settings are written as --JourneyGrains:NAME=VALUE. See serve --help.")]
    [InlineData("--Database=x.db", "--Database is no option of serve. Did you mean --JourneyGrains:Database?")]
    [InlineData("--Delivery:OutboxFolder=out", "--Delivery:OutboxFolder is no option of serve. Did you mean --JourneyGrains:Delivery:OutboxFolder?")]
    [InlineData("--JourneyGrain:HttpPort=5081", "--JourneyGrain:HttpPort is no option of serve. Did you mean --JourneyGrains:HttpPort?")]
    [InlineData("--verbose", "--verbose is no option of serve: settings are written as --JourneyGrains:NAME=VALUE. See serve --help.")]
    [InlineData("--urls=http://*:80", "--urls is no option of serve: --JourneyGrains:HttpPort and --JourneyGrains:HttpOpen say where a silo listens.")]
    [InlineData("--JourneyGrains:HttpPort", "--JourneyGrains:HttpPort has no value; write --JourneyGrains:HttpPort=VALUE.")]
    [InlineData("--JourneyGrains:HttpPort --environment=Test", "--JourneyGrains:HttpPort has no value; write --JourneyGrains:HttpPort=VALUE.")]
    [InlineData("--JourneyGrains:HttpPort 5081 rubbish", "'rubbish' is nothing that serve takes: settings are written as --JourneyGrains:NAME=VALUE. See serve --help.")]
    public void What_the_host_would_pass_over_is_told(string arguments, string expected) =>
        Assert.Equal(expected, ServeArguments.Problem(arguments.Split(' ')));

    [Theory]
    [InlineData("")]
    [InlineData("--JourneyGrains:HttpPort=5081 --journeygrains:ConnectionString=")]
    [InlineData("--JourneyGrains:HttpPort 5081 --Logging:LogLevel:Orleans.Messaging=Warning")]
    [InlineData("--environment Test --AllowedHosts=shop.example --Kestrel:Limits:MaxConcurrentConnections=10 --Orleans:Name=one")]
    public void What_the_host_reads_is_taken(string arguments) =>
        Assert.Null(ServeArguments.Problem(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public async Task A_silo_does_not_start_on_words_that_it_does_not_know_and_helps_who_asks()
    {
        var refused = await EndedSilo.RunAsync("serve", "--JourneyGrains:Partitions=8", "rubbish");
        var alone = await EndedSilo.RunAsync("--Database=x.db");
        var helped = await EndedSilo.RunAsync("serve", "--help");

        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.StartsWith("'rubbish' is nothing that serve takes", Assert.Single(refused.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal((2, "--Database is no option of serve. Did you mean --JourneyGrains:Database?"), (alone.Code, alone.Error.TrimEnd()));
        Assert.Equal((0, ""), (helped.Code, helped.Error));
        Assert.Contains("--JourneyGrains:NAME=VALUE", helped.Output, StringComparison.Ordinal);
    }
}
