using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Simulation.Findings;

/// <summary>Why something was not done, counted by journey, kind and reason in its general form (<see cref="GeneralReason"/>).</summary>
public sealed class Reasons
{
    /// <summary>Different reasons kept of one journey and kind; what comes beyond is counted as <see cref="Others"/>.</summary>
    public const int KeptMax = 100;

    public const string Others = "other reasons";

    private readonly Dictionary<(string Origin, LineKind Kind, string Reason), long> counts = [];
    private readonly Dictionary<(string Origin, LineKind Kind), int> kept = [];
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>In order of journey, kind and reason.</summary>
    public IEnumerable<(string Origin, LineKind Kind, string Reason, long Count)> All =>
        counts.OrderBy(pair => pair.Key).Select(pair => (pair.Key.Origin, pair.Key.Kind, pair.Key.Reason, pair.Value));

    /// <summary>Most frequent first.</summary>
    public IEnumerable<(string Origin, LineKind Kind, string Reason, long Count)> Largest => All.OrderByDescending(one => one.Count);

    /// <summary>Whether a line says why something was not done.</summary>
    public static bool Tells(TranscriptLine line) => line.Origin is not null && line.Kind.TellsWhyNot();

    public void Add(TranscriptLine line)
    {
        if (Tells(line))
        {
            Add(line.Origin!, line.Kind, Of(line.Text), 1);
        }
    }

    public void Add(Reasons other)
    {
        foreach (var (origin, kind, reason, count) in other.All)
        {
            Add(origin, kind, reason, count);
        }
    }

    private string Of(string text)
    {
        if (!known.TryGetValue(text, out var reason))
        {
            reason = GeneralReason.Of(text);
            if (known.Count < 10_000)
            {
                known[text] = reason;
            }
        }

        return reason;
    }

    private void Add(string origin, LineKind kind, string reason, long count)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(counts, (origin, kind, reason));
        if (!Unsafe.IsNullRef(ref known))
        {
            known += count;
            return;
        }

        var here = kept.GetValueOrDefault((origin, kind));
        kept[(origin, kind)] = here + 1;
        CollectionsMarshal.GetValueRefOrAddDefault(counts, (origin, kind, here < KeptMax ? reason : Others), out _) += count;
    }
}
