using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Messaging;
using NodaTime;

namespace JourneyGrains.Core.Governance;

/// <summary>Whether quiet hours stand against a message, and to when.</summary>
internal static class QuietRules
{
    /// <summary>Windows that follow one another without a gap, at most; beyond, the message is judged again where they have led.</summary>
    private const int ChainMax = 32;

    /// <summary>The rule for such a message: the first that fits; null: none does, or it names no hours.</summary>
    public static QuietHours? RuleFor(string channel, string purpose, ImmutableArray<string> tags, Brand brand)
    {
        foreach (var rule in brand.Sending.QuietHours)
        {
            if (rule.For.Fits(channel, purpose, tags))
            {
                return rule.Hours.IsEmpty || brand.IsTransactional(purpose) ? null : rule;
            }
        }

        return null;
    }

    /// <summary>The end of the quiet hours that a moment lies in, with those that follow without a gap; null: it lies in none.</summary>
    public static DateTimeOffset? EndAt(QuietHours rule, DateTimeOffset moment, DateTimeZone zone)
    {
        var end = moment;
        for (var step = 0; step < ChainMax && Longest(rule, end, zone) is { } longer; step++)
        {
            end = longer;
        }

        return end == moment ? null : end;
    }

    public static Obstacle? Judge(Message message, DateTimeOffset now, DateTimeZone zone, Brand brand)
    {
        if (RuleFor(message.Channel, message.Purpose, message.Tags ?? [], brand) is not { } rule || EndAt(rule, now, zone) is not { } end)
        {
            return null;
        }

        var why = $"quiet hours until {LocalMoments.Format(end, zone)}";
        return rule.Waits ? Obstacle.Until(end, HoldReason.QuietHours, why, message) : Obstacle.Final(why);
    }

    private static DateTimeOffset? Longest(QuietHours rule, DateTimeOffset moment, DateTimeZone zone)
    {
        DateTimeOffset? longest = null;
        foreach (var hours in rule.Hours)
        {
            longest = hours.EndAt(moment, zone) is { } end && !(end <= longest) ? end : longest;
        }

        return longest;
    }
}
