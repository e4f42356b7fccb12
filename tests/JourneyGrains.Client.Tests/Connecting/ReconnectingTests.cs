using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.CommandLine;
using JourneyGrains.CommandLine.Connecting;
using Orleans.Runtime.Messaging;

namespace JourneyGrains.Client.Tests.Connecting;

/// <summary>What only looks goes on when a silo comes back, and says what to do when none does.</summary>
public class ReconnectingTests
{
    private readonly SkippingTime time = new();
    private readonly List<string> told = [];

    [Fact]
    public async Task What_no_silo_answers_is_asked_again_until_one_does()
    {
        var asked = 0;

        var answer = await Make().AskAsync(
            () => ++asked switch
            {
                1 => throw new SiloUnavailableException("The target silo became unavailable"),
                2 => throw new TimeoutException("Response did not arrive on time"),
                3 => throw new ConnectionFailedException("Unable to connect to endpoint"),
                _ => Task.FromResult("running"),
            },
            CancellationToken.None);

        Assert.Equal(("running", 4), (answer, asked));
        Assert.Equal(
            ["No silo of the cluster answers; trying again for 60 s.", "No silo of the cluster answers; trying again for 59 s.", "No silo of the cluster answers; trying again for 58 s."],
            told);
    }

    [Fact]
    public async Task When_none_answers_for_too_long_it_says_so_and_what_to_do()
    {
        var failed = await Assert.ThrowsAsync<CommandException>(() => Make().AskAsync<int>(() => throw new SiloUnavailableException("x"), CancellationToken.None));

        Assert.Equal((ExitCodes.NoCluster, "No silo of the cluster has answered for 60 s. Watch again."), (failed.Code, failed.Message));
        Assert.Equal(60, told.Count);
    }

    [Fact]
    public async Task An_answer_that_never_comes_counts_as_none()
    {
        var asked = 0;

        var answer = await Make().AskAsync(() => ++asked == 1 ? new TaskCompletionSource<int>().Task : Task.FromResult(7), CancellationToken.None);

        Assert.Equal((7, 2), (answer, asked));
    }

    [Fact]
    public async Task What_a_silo_refuses_is_not_asked_again() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Make().AskAsync<int>(() => throw new ArgumentException("wrong"), CancellationToken.None));

    private Reconnecting Make() => new(time, told.Add, "Watch again.");
}
