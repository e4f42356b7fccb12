using System.Globalization;
using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Commands;

/// <summary>What of a recording and its launches is run: what came up to the moment of --until. It knows what was left out, to tell it.</summary>
/// <param name="until">Null: all of it.</param>
internal sealed class Horizon(DateTimeOffset? until, IReadOnlyList<Launch> launches)
{
    private long late;
    private DateTimeOffset first = DateTimeOffset.MaxValue;

    /// <summary>Those that are run.</summary>
    public IReadOnlyList<Launch> Launches { get; } = [.. launches.Where(launch => !(launch.At > until))];

    /// <summary>The events that arrived up to the moment, as they come; of a recording in no order too.</summary>
    public IEnumerable<RecordedEvent> Cut(IEnumerable<RecordedEvent> recording)
    {
        foreach (var recorded in recording)
        {
            if (recorded.Arrival > until)
            {
                late++;
                continue;
            }

            first = recorded.Arrival < first ? recorded.Arrival : first;
            yield return recorded;
        }
    }

    /// <summary>A sentence for each thing that was asked for and is not in the outcome. Only when the recording has been read.</summary>
    public IEnumerable<string> Notes()
    {
        if (late > 0)
        {
            var events = late == 1 ? "1 event" : string.Create(CultureInfo.InvariantCulture, $"{late} events");
            yield return $"Left out: {events} that arrived after --until, {Moments.Format(until!.Value)}.";
        }

        foreach (var launch in launches)
        {
            if (launch.At > until)
            {
                yield return $"Not launched: {Name(launch)}, which is after --until, {Moments.Format(until.Value)}.";
            }
            else if (launch.At < first)
            {
                yield return $"Reached nobody: {Name(launch)}. "
                    + (first == DateTimeOffset.MaxValue
                        ? "There is no event, and so no customer."
                        : $"Nobody is known before the first event of the recording, {Moments.Format(first)}.");
            }
        }
    }

    /// <summary>As it is written on the command line.</summary>
    public static string Name(Launch launch) => $"{launch.Campaign}{(launch.Wave is { } wave ? "/" + wave : "")}@{Moments.Format(launch.At)}";
}
