using System.Collections.Concurrent;
using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Delivery.Calls;
using JourneyGrains.Delivery.Pacing;
using JourneyGrains.Delivery.Rendering;
using JourneyGrains.Delivery.Transports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JourneyGrains.Delivery;

/// <summary>The channels as configured. One that is not configured writes files.</summary>
internal sealed partial class Channels(
    IOptions<DeliveryOptions> options, TransportFactory transports, CallHosts hosts, HttpCalls calls, IMessageTexts texts, TimeProvider time,
    ILogger<Channels> logger) : IChannels, IDisposable
{
    private readonly ConcurrentDictionary<string, Line> lines = new(StringComparer.Ordinal);

    public ValueTask<IDisposable> ReserveAsync(string channel, CancellationToken cancellation) =>
        LineOf(channel).Gate.EnterAsync(cancellation);

    public IDisposable? TryReserve(string channel) => LineOf(channel).Gate.TryEnter();

    public async Task<HandOverOutcome> HandOverAsync(ClearedMessage message, CancellationToken cancellation)
    {
        var channel = message.Message.Channel;
        var began = time.GetTimestamp();
        var outcome = await AttemptAsync(message, cancellation);
        DeliveryInstruments.Count(channel, outcome.Result, time.GetElapsedTime(began));
        if (outcome.Result != HandOverResult.Accepted)
        {
            TellNotAccepted(LineOf(channel), message.Message, outcome);
        }

        return outcome;
    }

    public void Dispose()
    {
        foreach (var line in lines.Values)
        {
            line.Gate.Dispose();
            (line.Transport as IDisposable)?.Dispose();
        }
    }

    private async Task<HandOverOutcome> AttemptAsync(ClearedMessage cleared, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (cleared.Message.Call is not null)
        {
            return await CallAsync(cleared.Message, cancellation);
        }

        if (Render(cleared.Message, out var refused) is not { } rendered)
        {
            return refused!;
        }

        try
        {
            return await LineOf(cleared.Message.Channel).Transport!.SendAsync(new OutgoingMessage(cleared, rendered), cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            TellFailed(cleared.Message.Channel, error);
            return Outcomes.Retry($"the transport failed: {error.GetType().Name}");
        }
    }

    private async Task<HandOverOutcome> CallAsync(Message message, CancellationToken cancellation)
    {
        try
        {
            return await calls.CallAsync(message, cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            TellFailed(message.Channel, error);
            return Outcomes.Retry($"the call failed: {error.GetType().Name}");
        }
    }

    private RenderedMessage? Render(Message message, out HandOverOutcome? refused)
    {
        refused = null;
        try
        {
            return texts.Render(message);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            refused = HandOverOutcome.NotRendered(message, error);
            return null;
        }
    }

    private void TellNotAccepted(Line line, Message message, HandOverOutcome outcome)
    {
        if (line.NotAccepted.Tell() is not { } untold)
        {
            return;
        }

        if (untold == 0)
        {
            LogNotAccepted(message.Channel, message.Template, outcome.Result, outcome.Detail);
        }
        else
        {
            LogNotAcceptedAgain(message.Channel, message.Template, outcome.Result, outcome.Detail, untold);
        }
    }

    private void TellFailed(string channel, Exception error)
    {
        if (LineOf(channel).Failed.Tell() is { } untold)
        {
            LogTransportFailed(channel, error.GetType().Name, error.HResult, untold);
        }
    }

    private Line LineOf(string channel) => lines.GetOrAdd(channel, Open);

    private Line Open(string channel)
    {
        if (channel.StartsWith(CallRequest.ChannelPrefix, StringComparison.Ordinal))
        {
            // A host that is not allowed is refused at the call, where the transcript tells it.
            var host = hosts.FindAny(channel[CallRequest.ChannelPrefix.Length..]) ?? new CallHostOptions();
            return new(new ChannelGate(host.Concurrency, host.RatePerSecond, time), null, new(time), new(time));
        }

        var configured = options.Value.Of(channel);
        return new(new ChannelGate(configured.Concurrency, configured.RatePerSecond, time), transports.Create(channel, configured), new(time), new(time));
    }

    [LoggerMessage(1, LogLevel.Warning, "Channel {Channel} did not take a message of template {Template}: {Result}, {Detail}")]
    private partial void LogNotAccepted(string channel, string template, HandOverResult result, string detail);

    [LoggerMessage(
        3, LogLevel.Warning, "Channel {Channel} did not take a message of template {Template}: {Result}, {Detail} ({Untold} more since the last word of it)")]
    private partial void LogNotAcceptedAgain(string channel, string template, HandOverResult result, string detail, long untold);

    [LoggerMessage(2, LogLevel.Error, "The transport of channel {Channel} failed: {Error} ({Code}; {Untold} more since the last word of it)")]
    private partial void LogTransportFailed(string channel, string error, int code, long untold);

    /// <param name="Transport">Null: calls have none.</param>
    private sealed record Line(ChannelGate Gate, ITransport? Transport, Sparingly NotAccepted, Sparingly Failed);
}
