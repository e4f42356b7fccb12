using JourneyGrains.Core.Expressions;

namespace JourneyGrains.Core.Segments;

/// <summary>A segment: the customers for whom a condition holds, at any moment.</summary>
/// <param name="When">Reads the customer and the time alone, and can tell when time alone changes it (<see cref="TimedConditions"/>).</param>
/// <param name="Description">For people; empty where there is none.</param>
public sealed record Segment(string Name, Expression When, string Description)
{
    private const string Prefix = "segment/";

    /// <summary>What its lines and totals are told of: "segment/lapsed".</summary>
    public static string OriginOf(string segment) => Prefix + segment;

    /// <summary>The segment that lines and totals are told of; null: they are of something else.</summary>
    public static string? Of(string origin) => origin.StartsWith(Prefix, StringComparison.Ordinal) ? origin[Prefix.Length..] : null;
}

/// <summary>That a customer is in a segment.</summary>
/// <param name="Since">The turn's 'now' in which they came in.</param>
public sealed record Membership(string Segment, DateTimeOffset Since);
