using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation.Findings;

namespace JourneyGrains.Simulation.BackTests;

/// <summary>Which run each line and message is of. Holds no more than what is under way.</summary>
internal sealed class RunTracking
{
    private readonly Dictionary<(string CustomerId, string Origin, string Key), RunTrace> runs = [];

    // Messages decided and not yet handed over, by id: their run may have ended.
    private readonly Dictionary<string, RunTrace> messages = new(StringComparer.Ordinal);

    /// <summary>Takes up what is under way when the comparison begins.</summary>
    public void Begin(CustomerState state)
    {
        var known = state.Runs.Concat(state.Ended).Concat(state.Goals.Select(open => open.Run)).DistinctBy(run => run.Id)
            .ToDictionary(run => run.Id, run => run.Key, StringComparer.Ordinal);
        foreach (var run in state.Runs)
        {
            runs[(state.Id, run.Journey, run.Key)] = new(run.Key, 0, "");
        }

        foreach (var message in state.Outbox)
        {
            messages[message.Id] = new(known.GetValueOrDefault(message.RunId, ""), 0, "");
        }
    }

    /// <summary>The lines of a turn that say why something was not done, or that a run ended.</summary>
    public IEnumerable<ReasonTrace> Follow(string customerId, TranscriptEntry entry)
    {
        foreach (var line in entry.Lines)
        {
            if (line.Origin is not { } origin)
            {
                continue;
            }

            var place = (customerId, origin, line.Key ?? "");
            switch (line)
            {
                case { Kind: LineKind.Entered }: runs[place] = Beginning(line, entry); break;
                case { Kind: LineKind.Sent, Subject: { } id }: messages[id] = RunOf(place, line, entry); break;
                case { Kind: LineKind.Exited or LineKind.Finished or LineKind.TakenOut }:
                    yield return new(origin, RunOf(place, line, entry), line.Kind, entry.At.UtcTicks, line.Text, "");
                    runs.Remove(place);
                    break;
                case var _ when Reasons.Tells(line):
                    yield return new(origin, RunOf(place, line, entry), line.Kind, entry.At.UtcTicks, line.Text, line.Subject ?? "");
                    Forget(line);
                    break;
            }
        }
    }

    /// <summary>The run of a message that is handed over.</summary>
    public RunTrace HandedOver(string messageId) => messages.Remove(messageId, out var run) ? run : new("", 0, "");

    private void Forget(TranscriptLine line)
    {
        if (line is { Kind: LineKind.Withheld or LineKind.Withdrawn or LineKind.Failed, Subject: { } id })
        {
            messages.Remove(id);
        }
    }

    private RunTrace RunOf((string CustomerId, string Origin, string Key) place, TranscriptLine line, TranscriptEntry entry)
    {
        if (line.Subject is { } id && messages.TryGetValue(id, out var ofMessage))
        {
            return ofMessage;
        }

        return line.Kind != LineKind.NotEntered && runs.TryGetValue(place, out var run) ? run : Beginning(line, entry);
    }

    private static RunTrace Beginning(TranscriptLine line, TranscriptEntry entry) =>
        new(line.Key ?? "", entry.At.UtcTicks, entry.Input);
}
