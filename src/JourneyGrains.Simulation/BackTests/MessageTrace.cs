namespace JourneyGrains.Simulation.BackTests;

/// <summary>What a comparison needs to know of a message that was handed over.</summary>
/// <param name="Origin">The journey, or "campaign/wave".</param>
/// <param name="Key">The run's key; empty for a wave and for a run without one.</param>
/// <param name="At">When it was handed over, in ticks of UTC.</param>
/// <param name="Words">A hash of subject and text; 0 where nothing was rendered.</param>
internal sealed record MessageTrace(string Origin, string Key, string Template, string Channel, long At, long Words);

/// <summary>A line of the transcript that says why something was not done: withheld, not entered, ended by an exit.</summary>
/// <param name="IsEnd">Whether it only says that the run came to its end.</param>
internal sealed record ReasonTrace(string Origin, string Key, string Text, bool IsEnd = false)
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
