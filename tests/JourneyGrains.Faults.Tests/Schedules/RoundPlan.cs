using System.Collections.Immutable;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Faults.Tests.Schedules;

/// <summary>A round, decided by its seed alone.</summary>
/// <param name="FollowsLog">The store's time follows its log: recorded arrivals, and the simulator's digest is known beforehand.</param>
/// <param name="Numbered">The producer numbers its events.</param>
/// <param name="Silos">Silo processes; on SQLite one.</param>
internal sealed record RoundPlan(
    int Seed, SiloStorage Store, bool FollowsLog, bool Numbered, int Silos, int Customers, int Events, ImmutableArray<Fault> Faults)
{
    private static readonly FaultKind[] Always =
    [
        FaultKind.SiloKilled, FaultKind.SiloKilled, FaultKind.SiloPaused, FaultKind.SiloLeft, FaultKind.ProviderFailing,
        FaultKind.ProviderThrottling, FaultKind.ProviderSilent, FaultKind.ProviderCutting, FaultKind.ProducerResends,
    ];

    private static readonly FaultKind[] OnPostgres =
        [FaultKind.DatabaseRestarted, FaultKind.DatabaseRestarted, FaultKind.ConnectionsEnded, FaultKind.WireCut, FaultKind.WireHeld];

    private static readonly FaultKind[] OnOwnTime = [FaultKind.ClockForward, FaultKind.ClockBack];

    /// <summary>Whether the provider may answer otherwise than the simulator assumes.</summary>
    public bool ProviderIsWell => !Faults.Any(fault => fault.Kind is FaultKind.ProviderFailing or FaultKind.ProviderThrottling
        or FaultKind.ProviderSilent or FaultKind.ProviderCutting);

    /// <summary>Whether the definitions change, at a moment that no recording tells.</summary>
    public bool Reloads => Faults.Any(fault => fault.Kind == FaultKind.DefinitionsReloaded);

    /// <param name="silosMax">Silos on PostgreSQL, at most.</param>
    public static RoundPlan Of(int seed, int silosMax = 1)
    {
        var chance = new Random(seed);
        var store = chance.Next(10) < 6 ? SiloStorage.Postgres : SiloStorage.Sqlite;
        var follows = chance.Next(10) < 4;
        var well = chance.Next(3) == 0;
        var kinds = Always.Concat(store == SiloStorage.Postgres ? OnPostgres : []).Concat(follows ? [] : OnOwnTime)
            .Where(kind => !well || kind is not (>= FaultKind.ProviderFailing and <= FaultKind.ProviderCutting)).ToArray();
        var silos = store == SiloStorage.Postgres && silosMax > 1 ? chance.Next(2, silosMax + 1) : 1;
        var faults = Enumerable.Range(0, chance.Next(3, 7)).Select(_ => Fault(chance, kinds, silos)).OrderBy(fault => fault.At);
        var (numbered, events) = (follows || chance.Next(2) == 0, chance.Next(250, 450));
        return new(seed, store, follows, numbered, silos, 30, events, [.. faults.Concat(Reloadings(seed)).OrderBy(fault => fault.At)]);
    }

    /// <summary>By a chance of its own, so that a seed has the other faults that it had before: none, one or two.</summary>
    private static Fault[] Reloadings(int seed)
    {
        var chance = new Random(unchecked(seed * 7919));
        return [.. Enumerable.Range(0, chance.Next(3)).Select(_ => new Fault(At(chance), FaultKind.DefinitionsReloaded, 0, TimeSpan.Zero))];
    }

    private static double At(Random chance) => Math.Round(0.03 + (chance.NextDouble() * 0.92), 2);

    public override string ToString() => FormattableString.Invariant(
        $"seed {Seed}: {Silos} silo(s) on {Store}, {(FollowsLog ? "log's time" : "own time")}, {(Numbered ? "" : "un")}numbered, {Events} events of {Customers}; ")
        + string.Join("; ", Faults);

    private static Fault Fault(Random chance, FaultKind[] kinds, int silos)
    {
        var kind = kinds[chance.Next(kinds.Length)];
        var length = kind is FaultKind.ClockForward or FaultKind.ClockBack
            ? TimeSpan.FromMinutes(chance.Next(1, 300))
            : TimeSpan.FromMilliseconds(chance.Next(100, 2_500));
        return new(At(chance), kind, chance.Next(silos), length);
    }
}
