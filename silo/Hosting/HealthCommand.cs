using System.CommandLine;
using System.Globalization;
using JourneyGrains.Silo.Settings;

namespace JourneyGrains.Silo.Hosting;

/// <summary>health: asks the silo of this machine whether it serves; for health checks of containers, whose images bring no HTTP client.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(4);

    public static Command Make()
    {
        var command = new Command("health", "Ask the silo of this machine whether it serves: 0 yes, 1 no.");
        command.SetAction((_, cancellation) => RunAsync(Console.Out, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(TextWriter output, CancellationToken cancellation)
    {
        try
        {
            using var configuration = new ConfigurationManager();
            configuration.AddEnvironmentVariables();
            SettingsCheck.Apply(configuration);
            return await RunAsync(SiloSettings.Of(configuration).HttpPort, output, cancellation);
        }
        catch (WrongSettingsException wrong)
        {
            await output.WriteLineAsync(wrong.Message);
            return SiloCommand.CouldNotStart;
        }
    }

    public static async Task<int> RunAsync(int port, TextWriter output, CancellationToken cancellation = default)
    {
        using var client = new HttpClient { Timeout = AnswerWithin };
        try
        {
            var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{SiloHost.ReadyPath}");
            using var answer = await client.GetAsync(new Uri(url), cancellation);
            await output.WriteLineAsync(await answer.Content.ReadAsStringAsync(cancellation));
            return answer.IsSuccessStatusCode ? SiloCommand.Done : SiloCommand.CouldNotStart;
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            await output.WriteLineAsync($"No answer ({error.GetType().Name}).");
            return SiloCommand.CouldNotStart;
        }
    }
}
