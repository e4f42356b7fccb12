using JourneyGrains.CommandLine;

namespace JourneyGrains.Client.Tests.CommandLine;

public sealed class ValidateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("journeygrains-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_folder_that_is_not_there_ends_with_1()
    {
        var ended = await CommandLineOf.RunAsync(["validate", Path.Combine(folder, "absent")]);

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("absent", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_is_told_with_file_line_and_column()
    {
        await WriteAsync("hello.journey.yaml", "journey: hello\nenter: { on: page.opened }\nsteps:\n  - sned: { template: hello }\n");

        var ended = await CommandLineOf.RunAsync(["validate", folder]);

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("hello.journey.yaml:4:", ended.Out, StringComparison.Ordinal);
        Assert.Contains("to mend", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_programs_the_mistakes_are_one_object()
    {
        await WriteAsync("hello.journey.yaml", "journey: hello\nenter: { on: page.opened }\nsteps:\n  - sned: { template: hello }\n");

        var result = Assert.Single((await CommandLineOf.RunAsync(["validate", folder, "--json"])).Json);

        Assert.False(result.GetProperty("succeeded").GetBoolean());
        Assert.Equal(4, result.GetProperty("diagnostics")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task A_folder_in_order_ends_with_0_and_what_it_holds()
    {
        await WriteAsync("hello.journey.yaml", "journey: hello\nenter: { on: page.opened }\nsteps:\n  - wait: { for: 1h }\n");

        var ended = await CommandLineOf.RunAsync(["validate", folder]);

        Assert.Equal((ExitCodes.Ok, $"{folder}: in order, 1 journey and 0 campaigns."), (ended.Code, ended.Out.TrimEnd()));
    }

    [Fact]
    public async Task A_folder_without_definitions_is_probably_the_wrong_one()
    {
        var ended = await CommandLineOf.RunAsync(["validate", folder]);

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("no definitions", ended.Error, StringComparison.Ordinal);
    }

    private async Task WriteAsync(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
    }
}
