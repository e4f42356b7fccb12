using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.CommandLine.Terminals;

namespace JourneyGrains.Client.Tests.Terminals;

public sealed class ProgressDisplayTests
{
    [Fact]
    public async Task For_a_log_there_is_a_line_when_five_seconds_have_passed_since_the_last()
    {
        var time = new SkippingTime();
        using var error = new StringWriter();
        using var terminal = new Terminal(Stream.Null, TextWriter.Null, error) { Time = time };

        await new ProgressDisplay(terminal).RunAsync("replaying", async progress =>
        {
            progress.Report(new(0, "at once"));
            foreach (var second in Enumerable.Range(1, 11))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time);
                progress.Report(new(second == 10 ? null : 0.5, $"after {second} s"));
            }

            return true;
        });

        Assert.Equal(["replaying  50 %  after 5 s", "replaying  after 10 s"], error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
