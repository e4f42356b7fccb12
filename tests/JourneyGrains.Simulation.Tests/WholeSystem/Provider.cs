using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.Tests.WholeSystem;

/// <summary>
/// Takes messages, and checks that each comes only after its turn is committed. With failures, some attempts fail by chance;
/// a message that it has it recognises by its id.
/// </summary>
internal sealed class Provider(bool fails)
{
    /// <summary>The messages taken, in order; one that comes again after a crash stands twice.</summary>
    public List<string> Taken { get; } = [];

    public HandOverOutcome Take(ClearedMessage cleared, IReadOnlyList<TranscriptEntry> committed)
    {
        var id = cleared.Message.Id;
        Assert.Contains(committed, entry => entry.Lines.Any(line => line.Subject == id && line.Kind is LineKind.Sent or LineKind.Held or LineKind.Called));
        if (fails && !Taken.Contains(id) && StableHashing.Fraction(id, $"{cleared.Message.Attempts}") is var luck and < 0.5)
        {
            return luck < 0.1 ? new(HandOverResult.Refused, "refused") : new(HandOverResult.Retry, "busy", luck < 0.2 ? TimeSpan.FromMinutes(7) : null);
        }

        if (cleared.Message.Call is not null)
        {
            return AnyAnswers.Instance.To(cleared)!;
        }

        Taken.Add(id);
        return HandOverOutcome.Accepted("accepted");
    }
}
