using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Faults.Tests.Providers;
using JourneyGrains.Faults.Tests.Rounds;
using JourneyGrains.Simulation.Lives;

namespace JourneyGrains.Faults.Tests.Checks;

/// <summary>
/// No message is lost: each that was decided has one end, and one that counts as handed over was answered so by the provider. None is there
/// twice: what comes again has its id and its body, follows an attempt that was committed as begun, and no attempt begins after one succeeded.
/// </summary>
internal static class MessageChecker
{
    private const string Lost = "no message is lost";
    private const string Once = "a message is recognised by its id";
    private const string After = "nothing follows an acceptance";

    private static readonly LineKind[] Ends = [LineKind.HandedOver, LineKind.Failed, LineKind.Withheld, LineKind.Withdrawn];

    public static void Check(Evidence evidence, Verdict verdict)
    {
        var lines = evidence.Again.Simulated.Customers.SelectMany(customer => customer.Entries).SelectMany(entry => entry.Lines)
            .Where(line => line.Subject is not null).ToLookup(line => line.Subject!, StringComparer.Ordinal);
        var decided = lines.Where(message => message.Any(line => line.Kind == LineKind.Sent)).Select(message => message.Key).ToHashSet(StringComparer.Ordinal);
        var receipts = evidence.Receipts.ToLookup(receipt => receipt.Id, StringComparer.Ordinal);
        var attempts = Attempts.Of(evidence.Lives);
        foreach (var id in decided)
        {
            CheckEnd(id, [.. lines[id].Select(line => line.Kind)], [.. receipts[id]], verdict);
        }

        foreach (var message in receipts)
        {
            verdict.Expect(decided.Contains(message.Key), Once, $"the provider got {message.Key}, which was never decided");
            CheckReceipts(message.Key, [.. message], attempts, evidence.Plan.Reloads, verdict);
        }

        verdict.Count("messages decided", decided.Count);
        verdict.Count("messages handed over", lines.Count(message => message.Any(line => line.Kind == LineKind.HandedOver)));
        verdict.Count("calls of the provider", evidence.Receipts.Count);
        verdict.Count("calls repeated under the same id", receipts.Sum(message => message.Count() - 1));
        verdict.Count("messages repeated to an address that changed", receipts.Count(message => message.Select(receipt => receipt.To).Distinct().Count() > 1));
        verdict.Count("messages repeated in words that were changed meanwhile", receipts.Count(message => message.Select(receipt => receipt.Words).Distinct().Count() > 1));
        verdict.Count("calls repeated after an answer 2xx", receipts.Sum(message => Math.Max(0, message.Count(receipt => receipt.Answered == 200) - 1)));
        verdict.Expect(evidence.Status.Outbox == 0, Lost, $"{evidence.Status.Outbox} customers have messages that do not go out");
    }

    private static void CheckEnd(string id, LineKind[] lines, Receipt[] receipts, Verdict verdict)
    {
        var ends = lines.Where(Ends.Contains).ToArray();
        verdict.Expect(lines.Count(kind => kind == LineKind.Sent) == 1, Once, $"{id} was decided more than once");
        verdict.Expect(ends.Length == 1, Lost, $"{id} has {ends.Length} ends ({string.Join(", ", ends)})");
        if (ends.Contains(LineKind.HandedOver))
        {
            verdict.Expect(receipts.Any(receipt => receipt.Answered == 200), Lost, $"{id} counts as handed over, and the provider never took it");
        }
        else if (receipts.Any(receipt => receipt.Answered == 200))
        {
            // The silo died between the answer and its commit, and before the next attempt the message had expired or was taken back.
            verdict.Count("messages taken by the provider and not recorded so", 1);
        }
    }

    private static void CheckReceipts(string id, Receipt[] receipts, IReadOnlyDictionary<string, Attempts> attempts, bool reloads, Verdict verdict)
    {
        verdict.Expect(receipts.Select(receipt => receipt.Body).Distinct().Count() == 1, Once, $"{id} came with different contents");
        var rewritten = reloads && receipts[0].Template == RoundJourneys.Rewritten;
        verdict.Expect(rewritten || receipts.Select(receipt => receipt.Words).Distinct().Count() == 1, Once, $"{id} came in different words");
        var begun = attempts.GetValueOrDefault(id) ?? new Attempts();
        verdict.Expect(receipts.Length <= begun.Begun, Once, $"{id} came {receipts.Length} times, {begun.Begun} attempts were committed as begun");
        verdict.Expect(!begun.AfterAcceptance, After, $"an attempt for {id} began after it was accepted");
    }
}

/// <summary>The attempts to hand one message over, as the journal has them.</summary>
internal sealed class Attempts
{
    public int Begun { get; private set; }

    public bool Accepted { get; private set; }

    /// <summary>Whether one began when the acceptance was committed.</summary>
    public bool AfterAcceptance { get; private set; }

    public static IReadOnlyDictionary<string, Attempts> Of(IEnumerable<RecordedLife> lives)
    {
        var attempts = new Dictionary<string, Attempts>(StringComparer.Ordinal);
        foreach (var input in lives.SelectMany(life => life.Journal).Select(row => row.Journaled.Input))
        {
            if (input is ClearanceInput clearance)
            {
                Get(clearance.MessageId).Begin();
            }
            else if (input is HandOverInput { Outcome.Result: HandOverResult.Accepted } accepted)
            {
                Get(accepted.MessageId).Accepted = true;
            }
        }

        return attempts;

        Attempts Get(string id) => attempts.TryGetValue(id, out var known) ? known : attempts[id] = new();
    }

    private void Begin()
    {
        Begun++;
        AfterAcceptance |= Accepted;
    }
}
