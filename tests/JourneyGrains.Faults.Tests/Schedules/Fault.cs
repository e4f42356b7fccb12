namespace JourneyGrains.Faults.Tests.Schedules;

/// <summary>What is done to a running system.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL; started again.</summary>
    SiloKilled,

    /// <summary>SIGSTOP, later SIGCONT.</summary>
    SiloPaused,

    /// <summary>SIGTERM, and started again.</summary>
    SiloLeft,

    /// <summary>PostgreSQL stopped at once, without a shutdown, and started again.</summary>
    DatabaseRestarted,

    /// <summary>Every connection of the silos ended by the database.</summary>
    ConnectionsEnded,

    /// <summary>Every connection between silos and database cut in the middle.</summary>
    WireCut,

    /// <summary>Nothing carried between silos and database for a while.</summary>
    WireHeld,

    /// <summary>The provider answers every other message with a 5xx.</summary>
    ProviderFailing,

    /// <summary>The provider answers 429.</summary>
    ProviderThrottling,

    /// <summary>The provider takes messages and does not answer.</summary>
    ProviderSilent,

    /// <summary>The provider takes messages and cuts the connection.</summary>
    ProviderCutting,

    /// <summary>The producer sends again what it sent before.</summary>
    ProducerResends,

    /// <summary>The silos' clock is set forward.</summary>
    ClockForward,

    /// <summary>The silos' clock is set back.</summary>
    ClockBack,

    /// <summary>The definition files are changed, and all silos let read them again, until they all have them in force.</summary>
    DefinitionsReloaded,
}

/// <summary>One fault of a schedule.</summary>
/// <param name="At">When it begins: the share of the events that is published, from 0 to 1.</param>
/// <param name="Silo">Which silo, where it is one's.</param>
/// <param name="For">How long it lasts; for a clock by how much it is set, in its own time.</param>
internal sealed record Fault(double At, FaultKind Kind, int Silo, TimeSpan For)
{
    public override string ToString() => FormattableString.Invariant($"{At:0.00} {Kind} {Silo} {For.TotalMilliseconds:0} ms");
}
