using System.Diagnostics.Metrics;
using JourneyGrains.Core.Messaging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Delivery.Tests;

public class ChannelsTests
{
    [Fact]
    public async Task A_template_that_is_not_there_refuses_the_message_with_its_name()
    {
        using var delivering = new Delivering([], renderingError: new KeyNotFoundException());
        var outcome = await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None);
        Assert.Equal(new HandOverOutcome(HandOverResult.Refused, "there is no template 'cart-reminder'"), outcome);
    }

    [Fact]
    public async Task A_template_that_fails_refuses_the_message_without_repeating_its_data()
    {
        using var delivering = new Delivering([], renderingError: new FormatException("ana@example.com"));
        var outcome = await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None);
        var expected = "the template 'cart-reminder' could not be rendered: FormatException";
        Assert.Equal(new HandOverOutcome(HandOverResult.Refused, expected), outcome);
    }

    [Fact]
    public async Task A_channel_that_takes_nothing_is_told_once_and_not_with_every_message()
    {
        using var told = new Warnings();
        using var delivering = new Delivering([], renderingError: new KeyNotFoundException(), logs: told);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None);
        }

        Assert.StartsWith("Channel email did not take a message of template cart-reminder: Refused, ", Assert.Single(told.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_takes_only_as_many_at_once_as_it_may()
    {
        using var delivering = new Delivering(Delivering.Channel("email", ("Transport", "console"), ("Concurrency", "2")));
        var first = await delivering.Channels.ReserveAsync("email", CancellationToken.None);
        using var second = await delivering.Channels.ReserveAsync("email", CancellationToken.None);
        var third = delivering.Channels.ReserveAsync("email", CancellationToken.None).AsTask();
        Assert.False(third.IsCompleted);
        first.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task A_place_that_is_free_is_had_at_once_and_one_that_is_not_is_not_waited_for()
    {
        using var delivering = new Delivering(Delivering.Channel("email", ("Transport", "console"), ("Concurrency", "1")));
        var place = delivering.Channels.TryReserve("email");
        Assert.NotNull(place);
        Assert.Null(delivering.Channels.TryReserve("email"));
        place.Dispose();
        (await delivering.Channels.ReserveAsync("email", CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task A_place_given_back_twice_is_one_place()
    {
        using var delivering = new Delivering(Delivering.Channel("email", ("Transport", "console"), ("Concurrency", "1")));
        var place = await delivering.Channels.ReserveAsync("email", CancellationToken.None);
        place.Dispose();
        place.Dispose();
        using var taken = await delivering.Channels.ReserveAsync("email", CancellationToken.None);
        Assert.False(delivering.Channels.ReserveAsync("email", CancellationToken.None).AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_wait_for_a_place_can_be_cancelled()
    {
        using var delivering = new Delivering(Delivering.Channel("email", ("Transport", "console"), ("Concurrency", "1")));
        using var place = await delivering.Channels.ReserveAsync("email", CancellationToken.None);
        using var cancelling = new CancellationTokenSource();
        var waiting = delivering.Channels.ReserveAsync("email", cancelling.Token).AsTask();
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Hand_overs_are_counted_by_channel()
    {
        var counted = new List<(string Name, object? Channel)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name.StartsWith("journeygrains.delivery.", StringComparison.Ordinal))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, _, tags, _) => { lock (counted) { counted.Add((instrument.Name, tags[0].Value)); } });
        listener.Start();

        using var delivering = new Delivering(Delivering.Channel("metered", ("Transport", "console")));
        await delivering.Channels.HandOverAsync(Messages.Cleared("metered"), CancellationToken.None);
        lock (counted)
        {
            var count = Assert.Single(counted, count => Equals(count.Channel, "metered"));
            Assert.Equal("journeygrains.delivery.handed_over", count.Name);
        }
    }

    [Theory]
    [InlineData("Transport", "webhook", "Url is not an absolute http or https address")]
    [InlineData("Concurrency", "0", "Concurrency is 0")]
    [InlineData("RatePerSecond", "-1", "RatePerSecond is -1")]
    [InlineData("Timeout", "00:00:00", "Timeout is 0s; it is to be above 0 and at most 10m.")]
    [InlineData("From", "nobody", "From is not an e-mail address")]
    public void A_wrong_setting_is_told_with_its_path(string setting, string value, string expected)
    {
        using var delivering = new Delivering(Delivering.Channel("email", (setting, value)));
        var error = Assert.Throws<OptionsValidationException>(
            () => delivering.Channels.ReserveAsync("email", CancellationToken.None).AsTask().GetAwaiter().GetResult());
        Assert.Contains($"JourneyGrains:Delivery:Channels:email:{expected}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Password", "User", "Password is given, and no User who logs in with it; give both, or neither for a server without a log-in.")]
    [InlineData("User", "Password", "User is given, and no Password to log in with; give both, or neither for a server without a log-in.")]
    public void Half_a_log_in_to_a_mail_server_is_refused(string given, string other, string expected)
    {
        var (transport, host) = (("Transport", "smtp"), ("Host", "mail.example"));
        using var half = new Delivering(Delivering.Channel("email", transport, host, (given, "x")));
        using var whole = new Delivering(Delivering.Channel("email", transport, host, (given, "x"), (other, "y")));

        var error = Assert.Throws<OptionsValidationException>(() => half.Channels);
        Assert.Equal($"JourneyGrains:Delivery:Channels:email:{expected}", error.Message);
        Assert.NotNull(whole.Channels);
    }

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
