using JourneyGrains.Contracts.Customers;
using JourneyGrains.Core.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyGrains.Cluster.Tests;

public sealed class ClockSetBackTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_waits_while_a_clock_was_set_back_is_due_by_the_clock_and_not_before()
    {
        var clock = new SteppedClock();
        var definitions = QuickDefinitions.Write(folder);
        folder.Write("definitions/welcome.journey.yaml", """
            journey: welcome
            enter: { on: consent.changed, again: never }
            steps:
              - wait: { for: 1h }
              - send: { template: thanks, channel: email, purpose: service, expires: 12h }
            """);
        await using var silo = await RunningSilo.StartWithAsync(
            folder.Path, definitions, services => services.AddSingleton<TimeProvider>(clock));
        var reached = (await silo.Operations.Status()).Time;

        clock.Step = -TimeSpan.FromHours(2);
        await silo.Customer("ada").ChangeConsent(new ConsentRequest("k-1", "email", "marketing", true, "desk"));
        var waiting = await silo.Operations.Status();

        Assert.True(waiting.Time >= reached, "The time that was given out went back.");
        Assert.Equal(0, waiting.Due);
        clock.Step = -TimeSpan.FromMinutes(30);
        await silo.LineAsync("ada", LineKind.Withheld);
    }

    private sealed class SteppedClock : TimeProvider
    {
        private long step;

        public TimeSpan Step
        {
            get => new(Volatile.Read(ref step));
            set => Volatile.Write(ref step, value.Ticks);
        }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;
    }
}
