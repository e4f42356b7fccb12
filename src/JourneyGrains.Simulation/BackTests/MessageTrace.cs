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
/// <param name="Begun">When it began, or would have, in ticks of UTC; 0: before the comparison.</param>
/// <param name="By">The input that began it: a key may have one run after the other.</param>
internal readonly record struct RunTrace(string Key, long Begun, string By);

/// <summary>A line of the transcript that says why something was not done: withheld, not entered, ended by an exit.</summary>
/// <param name="At">In ticks of UTC.</param>
/// <param name="Subject">The message's id, or the template where no message was decided; empty where the line is about none.</param>
internal sealed record ReasonTrace(string Origin, RunTrace Run, LineKind Kind, long At, string Text, string Subject)
{
    /// <summary>Whether it is about a message of the template: such lines begin with its name.</summary>
    public bool IsAbout(string template) => Text.StartsWith(template + ' ', StringComparison.Ordinal);
}

/// <summary>What one customer got under one variant, and why not more.</summary>
internal sealed class CustomerTrace
{
    public List<MessageTrace> Messages { get; } = [];

    public List<ReasonTrace> Reasons { get; } = [];
}
