using JourneyGrains.Core.Customers;

namespace JourneyGrains.Simulation.BackTests;

/// <summary>What a comparison needs to know of a message that was handed over.</summary>
/// <param name="Id">The same on both sides where run and step are.</param>
/// <param name="Origin">The journey, or "campaign/wave".</param>
/// <param name="Run">The run or wave it comes from.</param>
/// <param name="At">When it was handed over, in ticks of UTC.</param>
/// <param name="Words">A hash of subject and text; 0 where nothing was rendered.</param>
internal sealed record MessageTrace(string Id, string Origin, RunTrace Run, string Template, string Channel, long At, long Words)
{
    /// <summary>The run's key; empty for a wave and for a run without one.</summary>
    public string Key => Run.Key;
}

/// <summary>A run as both sides know it.</summary>
/// <param name="Begun">The moment and input that began it, or would have: a key may have one run after the other. Empty: before the comparison.</param>
internal readonly record struct RunTrace(string Key, string Begun);

/// <summary>A line of the transcript that says why something was not done: withheld, not entered, ended by an exit.</summary>
/// <param name="Subject">The message's id, or the template where no message was decided; empty where the line is about none.</param>
internal sealed record ReasonTrace(string Origin, RunTrace Run, LineKind Kind, string Text, string Subject)
{
    /// <summary>Whether it is about a message of the template: such lines begin with its name.</summary>
    public bool IsAbout(string template) => Text.StartsWith(template + ' ', StringComparison.Ordinal);
}

/// <summary>What one customer got under one variant, and why not more.</summary>
internal sealed class CustomerTrace
{
    public List<MessageTrace> Messages { get; } = [];

    public List<ReasonTrace> Reasons { get; } = [];

    public bool Knows(RunTrace run) => Messages.Exists(message => message.Run == run) || Reasons.Exists(reason => reason.Run == run);
}
