using JourneyGrains.CommandLine;

namespace JourneyGrains.Client.Tests.CommandLine;

/// <summary>Alone, because the environment is that of all tests.</summary>
[Collection(nameof(SettingTests))]
[CollectionDefinition(nameof(SettingTests), DisableParallelization = true)]
public sealed class SettingTests
{
    [Theory]
    [InlineData("JourneyGrains__Client__Membership", "rubbish", "JourneyGrains__Client__Membership cannot be read as a connection string: ")]
    [InlineData("JourneyGrains__Client__ConnectFor", "10 s", "A setting of JourneyGrains__Client__... cannot be read: ")]
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
