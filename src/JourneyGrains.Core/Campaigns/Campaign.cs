using System.Collections.Immutable;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Governance;

namespace JourneyGrains.Core.Campaigns;

/// <summary>A campaign: waves over an audience, each with a message or the way into a journey, launched by a person.</summary>
public sealed record Campaign(string Name, ImmutableArray<Wave> Waves)
{
    /// <summary>What the transcript and the totals call a wave of it: "campaign/wave".</summary>
    public string OriginOf(Wave wave) => OriginOf(Name, wave.Name);

    /// <inheritdoc cref="OriginOf(Wave)"/>
    internal static string OriginOf(string campaign, string wave) => $"{campaign}/{wave}";
}

/// <summary>One wave: everyone whom the audience holds for, at the moment the wave reaches them, gets the message or enters the journey, or both.</summary>
/// <param name="Audience">Reads the customer alone.</param>
/// <param name="Template">Null: the wave has no message.</param>
/// <param name="RatePerSecond">Customers offered per second over all partitions; 0: as fast as it goes.</param>
/// <param name="Expires">As in a send step.</param>
public sealed record Wave(string Name, Expression Audience, string? Template, string Channel, string Purpose, Expression? Expires, int RatePerSecond)
{
    /// <summary>How it stands to the rules of sending.</summary>
    public SendTerms Terms { get; init; } = SendTerms.Plain;

    /// <summary>The journey that the audience enters; null: none.</summary>
    public string? Journey { get; init; }
}

/// <summary>That a wave reached a customer.</summary>
/// <param name="Sent">Whether a message was decided.</param>
public sealed record WaveTaken(string Campaign, string Wave, DateTimeOffset At, bool Sent)
{
    /// <summary>Whether a run began.</summary>
    public bool Entered { get; init; }
}
