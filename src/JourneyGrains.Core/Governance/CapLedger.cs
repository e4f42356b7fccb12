using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Governance;

/// <summary>
/// When messages that count were handed over, cap by cap: of each the newest, as many as the cap allows, for more are not needed to tell
/// whether there is room and when there will be.
/// </summary>
public sealed record CapLedger(ImmutableArray<CapUse> Uses)
{
    public static CapLedger Empty { get; } = new(ImmutableArray<CapUse>.Empty);

    /// <summary>Oldest first; empty for a cap nothing counted for.</summary>
    public ImmutableArray<long> Of(string cap)
    {
        foreach (var use in Uses)
        {
            if (use.Cap == cap)
            {
                return use.At;
            }
        }

        return [];
    }

    /// <summary>With one more for a cap; those beyond the newest <paramref name="most"/> go.</summary>
    public CapLedger Add(string cap, DateTimeOffset at, int most)
    {
        var known = Of(cap);
        var times = known.Add(Moments.ToUnixMicroseconds(at));
        times = times.Length > most ? times.RemoveRange(0, times.Length - most) : times;
        var place = 0;
        while (place < Uses.Length && string.CompareOrdinal(Uses[place].Cap, cap) < 0)
        {
            place++;
        }

        var use = new CapUse(cap, times);
        return new(place < Uses.Length && Uses[place].Cap == cap ? Uses.SetItem(place, use) : Uses.Insert(place, use));
    }

    /// <summary>Without caps that there are no more.</summary>
    public CapLedger Only(ImmutableArray<Cap> caps)
    {
        foreach (var use in Uses)
        {
            if (!Has(caps, use.Cap))
            {
                return new(Uses.RemoveAll(known => !Has(caps, known.Cap)));
            }
        }

        return this;
    }

    private static bool Has(ImmutableArray<Cap> caps, string name)
    {
        foreach (var cap in caps)
        {
            if (cap.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What counted for one cap.</summary>
/// <param name="At">Microseconds since 1970-01-01T00:00Z, oldest first.</param>
public sealed record CapUse(string Cap, ImmutableArray<long> At);
