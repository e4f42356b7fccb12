using JourneyGrains.Delivery.Transports.Smtp;

namespace JourneyGrains.Delivery.Tests.Smtp;

public sealed class SmtpConnectionsTests : IDisposable
{
    private readonly MailServer server = new MailServer().Start();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task A_connection_without_a_mail_for_a_while_is_left_with_a_farewell()
    {
        var time = new Sweeping();
        var options = new ChannelOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None };
        using var connections = new SmtpConnections(options, time);
        await connections.SendAsync(client => client.NoOpAsync(), CancellationToken.None);

        time.Pass(SmtpConnections.IdleMost - TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("QUIT", server.Commands);

        time.Pass(TimeSpan.FromSeconds(1));
        Assert.Contains("QUIT", server.Commands);
    }

    /// <summary>Time that passes when it is told to, and calls the one timer each time.</summary>
    private sealed class Sweeping : TimeProvider
    {
        private long now;
        private Action? tick;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time)
        {
            now += time.Ticks;
            tick!();
        }

        public override long GetTimestamp() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            tick = () => callback(state);
            return new Ended();
        }
    }

    private sealed class Ended : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
