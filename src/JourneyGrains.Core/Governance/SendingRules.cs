using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Governance;

/// <summary>When and how often customers are written to: what holds for all journeys and campaigns together.</summary>
public sealed record SendingRules
{
    public static SendingRules None { get; } = new();

    /// <summary>The first that fits a message holds; those after it do not.</summary>
    public ImmutableArray<QuietHours> QuietHours { get; init; } = [];

    /// <summary>All that fit a message hold.</summary>
    public ImmutableArray<Cap> Caps { get; init; } = [];

    /// <summary>All that fit a message hold.</summary>
    public ImmutableArray<EngagementGate> Engagement { get; init; } = [];

    /// <summary>Who is kept without; null: nobody.</summary>
    public ControlGroup? Control { get; init; }

    /// <summary>What sends may be tagged with.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];
}

/// <summary>Which messages a rule is for. An empty list is for all.</summary>
/// <param name="Tags">One of the message's is enough.</param>
public sealed record MessageFilter(ImmutableArray<string> Channels, ImmutableArray<string> Purposes, ImmutableArray<string> Tags)
{
    public static MessageFilter All { get; } = new([], [], []);

    public bool Fits(Message message) => Fits(message.Channel, message.Purpose, message.Tags ?? []);

    public bool Fits(string channel, string purpose, ImmutableArray<string> tags) =>
        (Channels.IsEmpty || Channels.Contains(channel))
            && (Purposes.IsEmpty || Purposes.Contains(purpose))
            && (Tags.IsEmpty || Tags.Any(tags.Contains));
}

/// <summary>Hours in which customers are left alone, by their own clock.</summary>
/// <param name="Hours">Empty: none, for what the filter fits.</param>
/// <param name="Waits">A message that falls within them waits to their end; else it is withheld.</param>
public sealed record QuietHours(MessageFilter For, ImmutableArray<LocalWindow> Hours, bool Waits);

/// <summary>How many messages a customer gets at most within a window.</summary>
/// <param name="Most">Messages, 1 or more.</param>
/// <param name="Waits">A message beyond it waits until there is room; else it is withheld.</param>
public sealed record Cap(string Name, int Most, CapWindow Window, MessageFilter For, bool Waits);

/// <summary>Messages go only to those who took an interest lately.</summary>
public sealed record EngagementGate(MessageFilter For, TimeSpan Within);

/// <summary>That a customer took an interest.</summary>
/// <param name="By">The channel of the message; empty: in the shop.</param>
/// <param name="At">The last time.</param>
public sealed record Engaged(string By, DateTimeOffset At);

/// <summary>How a send stands to the rules.</summary>
/// <param name="Priority">Of messages that compete for a cap the one with the greater number goes first.</param>
/// <param name="Overrides">It passes the caps.</param>
/// <param name="Counts">It uses up the caps; null: as its purpose, which does unless it is transactional.</param>
public sealed record SendTerms(ImmutableArray<string> Tags, int Priority, bool Overrides, bool? Counts)
{
    /// <summary>Priorities reach from -this to this.</summary>
    public const int PriorityMax = 1000;

    public static SendTerms Plain { get; } = new([], 0, false, null);
}
