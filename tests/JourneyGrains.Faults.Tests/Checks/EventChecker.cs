using System.Text;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Simulation;

namespace JourneyGrains.Faults.Tests.Checks;

/// <summary>No acknowledged event is lost, none takes effect twice, and the decisions are the simulator's.</summary>
internal static class EventChecker
{
    private const string Lost = "no event is lost";
    private const string Once = "an event takes effect once";
    private const string Same = "the decisions are the simulator's";

    public static void Check(Evidence evidence, Verdict verdict)
    {
        CheckLog(evidence, verdict);
        CheckEffects(evidence, verdict);
        CheckDecisions(evidence, verdict);
    }

    /// <summary>What was acknowledged is in the log, and where the producer numbers its events nothing else is.</summary>
    private static void CheckLog(Evidence evidence, Verdict verdict)
    {
        var logged = Counted(evidence.Log.Select(one => one.Event));
        var published = Counted(evidence.Published);
        foreach (var (id, times) in published)
        {
            verdict.Expect(logged.GetValueOrDefault(id) >= times, Lost, $"{id} is {logged.GetValueOrDefault(id)} times in the log, {times} were acknowledged");
        }

        foreach (var (id, times) in logged.Where(one => evidence.Plan.Numbered || !published.ContainsKey(one.Key)))
        {
            verdict.Expect(times <= published.GetValueOrDefault(id), Once, $"{id} is {times} times in the log of a producer that sent it {published.GetValueOrDefault(id)} times");
        }

        verdict.Count("events published", evidence.Published.Count);
        verdict.Count("events in the log", evidence.Log.Count);
        verdict.Count("resent events in the log, without effect", Math.Max(0, evidence.Log.Count - evidence.Published.Count));
        verdict.Expect(evidence.Status.Appended == evidence.Log.Count, Lost, $"the log has {evidence.Status.Appended} events, {evidence.Log.Count} were exported");
        verdict.Expect(evidence.Status.Consumed == evidence.Status.Appended, Lost, "the log is not consumed to its end");
        verdict.Expect(evidence.Again.Waiting.IsEmpty, Lost, $"{evidence.Again.Waiting.Length} events of the log were taken by nobody");
    }

    /// <summary>Each id that counts is one entry of its customer's transcript.</summary>
    private static void CheckEffects(Evidence evidence, Verdict verdict)
    {
        var entries = evidence.Again.Simulated.Customers
            .SelectMany(customer => customer.Entries, (customer, entry) => (customer.Id, entry.Input))
            .CountBy(one => one).ToDictionary();
        foreach (var input in evidence.Published.DistinctBy(one => (one.CustomerId, one.Id)))
        {
            var times = entries.GetValueOrDefault((input.CustomerId, $"event {input.Type} {input.Id}"));
            verdict.Expect(times == 1, times == 0 ? Lost : Once, $"{input.Id} has {times} entries in the transcript of {input.CustomerId}");
        }

        foreach (var command in evidence.Commands)
        {
            var times = entries.Where(entry => entry.Key.Input == command).Sum(entry => entry.Value);
            verdict.Expect(times == 1, times == 0 ? Lost : Once, $"the command {command} has {times} entries");
        }

        verdict.Count("commands acknowledged", evidence.Commands.Count);
        verdict.Count("segments entered", Total(evidence, LineKind.Joined));
        verdict.Count("offers issued", Total(evidence, LineKind.Issued));
        verdict.Count("turns by a change of the definitions", entries.Where(entry => entry.Key.Input.StartsWith("definitions", StringComparison.Ordinal)).Sum(entry => entry.Value));
    }

    private static long Total(Evidence evidence, LineKind kind) =>
        evidence.Status.Totals.Where(total => total.Key.EndsWith($"/{kind}", StringComparison.Ordinal)).Sum(total => total.Value);

    private static void CheckDecisions(Evidence evidence, Verdict verdict)
    {
        foreach (var divergence in evidence.Again.Diverging)
        {
            verdict.Violated(Same, $"{divergence.CustomerId}: {divergence.What}");
        }

        verdict.Expect(evidence.Again.Simulated.Digest == evidence.Digest, Same, $"the digest is {evidence.Digest}, log and journal give {evidence.Again.Simulated.Digest}");
        verdict.Expect(
            evidence.Status.Totals.OrderBy(total => total.Key, StringComparer.Ordinal).SequenceEqual(evidence.Again.Simulated.Totals),
            Same,
            "the totals are not those of the transcripts");
        if (evidence.Foreseen is { } foreseen)
        {
            verdict.Count("rounds with the digest foreseen from the recording alone", 1);
            verdict.Expect(foreseen.Digest == evidence.Digest, Same, $"the digest is {evidence.Digest}, the recording gives {foreseen.Digest}");
            foreach (var difference in Differences(evidence.Again.Simulated, foreseen).Take(5))
            {
                verdict.Violated(Same, difference);
            }

            verdict.Expect(
                foreseen.Refused.Length == evidence.Status.DeadLetters,
                Lost,
                $"{evidence.Status.DeadLetters} dead letters, {foreseen.Refused.Length} events must be refused");
        }
    }

    /// <summary>Where the transcripts of a customer part.</summary>
    private static IEnumerable<string> Differences(SimulationResult system, SimulationResult foreseen)
    {
        var others = foreseen.Customers.ToDictionary(customer => customer.Id, StringComparer.Ordinal);
        foreach (var customer in system.Customers)
        {
            var expected = others.TryGetValue(customer.Id, out var other) ? other.Entries.Select(Text).ToArray() : [];
            var found = customer.Entries.Select(Text).ToArray();
            var at = Enumerable.Range(0, Math.Max(expected.Length, found.Length)).FirstOrDefault(
                index => found.ElementAtOrDefault(index) != expected.ElementAtOrDefault(index), -1);
            if (at >= 0)
            {
                yield return $"{customer.Id} at turn {at + 1}: {found.ElementAtOrDefault(at) ?? "nothing"} instead of {expected.ElementAtOrDefault(at) ?? "nothing"}";
            }
        }
    }

    private static string Text(TranscriptEntry entry) => Encoding.UTF8.GetString(CoreJson.Write(entry));

    private static Dictionary<(string Customer, string Id), int> Counted(IEnumerable<CustomerEvent> events) =>
        events.CountBy(one => (one.CustomerId, one.Id)).ToDictionary();
}
