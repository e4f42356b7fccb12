namespace JourneyGrains.Simulation.Recordings;

/// <summary>Sequences that are sorted, read as one that is; no more of each is held than its next.</summary>
internal static class SortedMerge
{
    /// <param name="key">What they are sorted by; of equal keys the earlier sequence is first.</param>
    public static IEnumerable<T> Of<T, TKey>(IEnumerable<IEnumerable<T>> sorted, Func<T, TKey> key)
    {
        var sources = sorted.Select(sequence => sequence.GetEnumerator()).ToArray();
        try
        {
            var next = new PriorityQueue<int, (TKey Key, int Source)>();
            for (var source = 0; source < sources.Length; source++)
            {
                Advance(source);
            }

            while (next.TryDequeue(out var first, out _))
            {
                yield return sources[first].Current;
                Advance(first);
            }

            void Advance(int source)
            {
                if (sources[source].MoveNext())
                {
                    next.Enqueue(source, (key(sources[source].Current), source));
                }
            }
        }
        finally
        {
            foreach (var source in sources)
            {
                source.Dispose();
            }
        }
    }
}
