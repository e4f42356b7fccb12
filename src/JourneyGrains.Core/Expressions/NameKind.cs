namespace JourneyGrains.Core.Expressions;

/// <summary>What a text is a name of, where only the names of a brand's definitions are possible.</summary>
public enum NameKind
{
    Segment,
    Journey,
    Offer,
    Campaign,
    Wave,
    Channel,
    Purpose,
    Tier,
}
