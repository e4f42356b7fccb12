using JourneyGrains.Simulation.Calls;
using JourneyGrains.Simulation.Lives;

namespace JourneyGrains.Simulation;

/// <summary>What a simulation does beside taking the events.</summary>
public sealed record SimulationOptions
{
    /// <summary>
    /// Waits that are over before this moment end. Null: the last arrival of the recording, or the last launch. The events and launches given
    /// are all taken: whoever wants a simulation to end here leaves out those that are later, as the commands do.
    /// </summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Waves of campaigns, in any order.</summary>
    public IReadOnlyList<Launch> Launches { get; init; } = [];

    /// <summary>
    /// What came to customers beside the events (entries and consents by call, waves), by their ids, each customer's in the order in which it was
    /// taken: at its moment, after the events that arrived before. Default: nothing. A simulation customer by customer takes none.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RecordedInput>> Beside { get; init; } = NothingBeside;

    /// <summary>Customers simulated at once; the outcome does not depend on it. Default: one for each processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether to keep the transcript's entries: some 300 bytes a turn. The digest and the totals need none of them.</summary>
    public bool KeepTranscript { get; init; } = true;

    /// <summary>What other systems answer; null: no call is answered, each fails at once.</summary>
    public ICallAnswers? Calls { get; init; }

    /// <summary>Told now and then how many events are read and when the last of them arrived.</summary>
    public Action<long, DateTimeOffset>? Progress { get; init; }

    /// <summary>The moment of the last launch or input beside the events; the earliest there is where there are none.</summary>
    internal DateTimeOffset LastBeside =>
        Launches.Select(launch => launch.At).Concat(Beside.Values.Select(inputs => inputs[^1].At)).DefaultIfEmpty().Max();

    internal static IReadOnlyDictionary<string, IReadOnlyList<RecordedInput>> NothingBeside { get; } =
        new Dictionary<string, IReadOnlyList<RecordedInput>>(StringComparer.Ordinal);
}

/// <summary>A wave that reaches everyone known at a moment, after the events that arrived by then.</summary>
/// <param name="Wave">Null: the campaign's first.</param>
public sealed record Launch(string Campaign, string? Wave, DateTimeOffset At);
