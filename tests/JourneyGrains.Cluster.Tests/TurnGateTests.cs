using JourneyGrains.Grains.Customers;

namespace JourneyGrains.Cluster.Tests;

public sealed class TurnGateTests
{
    private readonly TurnGate gate = new();

    [Fact]
    public async Task They_come_in_one_at_a_time_and_in_the_order_of_their_coming()
    {
        var first = await gate.EnterAsync(CancellationToken.None);
        var second = gate.EnterAsync(CancellationToken.None).AsTask();
        var third = gate.EnterAsync(CancellationToken.None).AsTask();
        Assert.False(second.IsCompleted || third.IsCompleted);

        first.Dispose();
        var within = await second;
        Assert.False(third.IsCompleted);
        within.Dispose();
        (await third).Dispose();
        Assert.True(gate.EnterAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_passed_over()
    {
        using var patience = new CancellationTokenSource();
        var first = await gate.EnterAsync(CancellationToken.None);
        var impatient = gate.EnterAsync(patience.Token).AsTask();
        var patient = gate.EnterAsync(CancellationToken.None).AsTask();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(patient.IsCompleted);

        first.Dispose();
        (await patient).Dispose();
        Assert.True(gate.EnterAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_gave_up_before_does_not_come_in_though_nobody_is_there()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.EnterAsync(new CancellationToken(canceled: true)).AsTask());
        Assert.True(gate.EnterAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);
    }
}
