using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Delivery.Transports;

/// <summary>One line a message. Neither address nor text, which may hold a name: standard output is often kept as a log.</summary>
internal sealed class ConsoleTransport(TextWriter output) : ITransport
{
    public async Task<HandOverOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        var message = outgoing.Message;
        var what = $"{message.Template} ({message.Origin}, {outgoing.Rendered.Language})";
        var line = $"{Moments.Format(message.DecidedAt)} {message.Channel} {message.Id} {what}";
        await output.WriteLineAsync(line.AsMemory(), cancellation);
        return Outcomes.Accepted;
    }
}
