namespace JourneyGrains.Core.Journeys;

/// <summary>How long a wait can be, and a message or an offer be good.</summary>
public static class WaitBounds
{
    /// <summary>None is longer: a calculated time beyond is cut to it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Not below zero and not beyond <see cref="Longest"/>, so that any moment can be moved by it.</summary>
    internal static TimeSpan Bounded(TimeSpan length) => length < TimeSpan.Zero ? TimeSpan.Zero : length < Longest ? length : Longest;
}
