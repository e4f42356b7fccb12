using JourneyGrains.CommandLine;

namespace JourneyGrains.Client.Tests.CommandLine;

/// <summary>Alone, because the environment is that of all tests.</summary>
[Collection(nameof(SettingTests))]
[CollectionDefinition(nameof(SettingTests), DisableParallelization = true)]
public sealed class SettingTests
{
    private const string Wrong = "A setting of JourneyGrains__Client__... is wrong: JourneyGrains:Client:";

    [Theory]
    [InlineData("JourneyGrains__Client__Membership", "rubbish", "JourneyGrains__Client__Membership cannot be read as a connection string: ")]
    [InlineData("JourneyGrains__Client__Membership", "Hots=db;Database=x", Wrong + "Membership has 'hots', which Npgsql does not know. Did you mean Host?")]
    [InlineData("JourneyGrains__Client__ConnectFor", "10 s", "A setting of JourneyGrains__Client__... cannot be read: ")]
    [InlineData("JourneyGrains__Client__Publisher__Linger", "5 s", "A setting of JourneyGrains__Client__... cannot be read: ")]
    [InlineData("JourneyGrains__Client__Gateways__0", "foo", "'foo' is not a gateway; write host:port, ")]
    [InlineData("JourneyGrains__Client__Publisher__BatchMax", "0", Wrong + "Publisher:BatchMax is 0; it is to be at least 1.")]
    [InlineData("JourneyGrains__Client__Publisher__Linger", "-00:00:01", Wrong + "Publisher:Linger is -1s; it is to be from 0 to 24h.")]
    [InlineData("JourneyGrains__Client__Publisher__RetryFor", "-00:00:01", Wrong + "Publisher:RetryFor is -1s; it is not to be negative.")]
    [InlineData("JourneyGrains__Client__Partitions", "-1", Wrong + "Partitions is -1; it is to be from 0, which asks the cluster, to 4096.")]
    [InlineData("JourneyGrains__Client__ConnectFor", "-00:00:05", Wrong + "ConnectFor is -5s; it is not to be negative.")]
    [InlineData("JourneyGrains__Client__GatewaysEvery", "0", Wrong + "GatewaysEvery is 0s; it is to be above 0 and at most 24h.")]
    [InlineData("JourneyGrains__Client__ClusterId", " ", Wrong + "ClusterId is empty; give the one of the silos, ")]
    public async Task A_setting_that_cannot_be_read_is_told_by_its_name(string name, string value, string expected)
    {
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            var ended = await CommandLineOf.RunAsync(["status"]);

            Assert.Equal(ExitCodes.Usage, ended.Code);
            Assert.StartsWith(expected, ended.Error, StringComparison.Ordinal);
            Assert.Single(ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}
