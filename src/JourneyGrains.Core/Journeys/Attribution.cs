using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>A message of a run that was handed over while its goal was open.</summary>
public sealed record GoalMessage(string Id, string Template, string Channel, DateTimeOffset At);

/// <summary>
/// Which message a goal is put down to: the last one of its run handed over before the event happened, if that was within the goal's
/// attribution window. Last touch, within the run: what other journeys and waves sent has no part in it.
/// </summary>
/// <param name="last">The last one before; null: there was none.</param>
/// <param name="before">How long before.</param>
/// <param name="window">How long counts.</param>
internal readonly struct Attribution(GoalMessage? last, TimeSpan before, TimeSpan window)
{
    /// <summary>Null: it is put down to none.</summary>
    public GoalMessage? Message => before <= window ? last : null;

    /// <summary>As a part of a sentence.</summary>
    public string Told
    {
        get
        {
            if (last is null)
            {
                return "no message of the run was handed over before";
            }

            var ago = $"{Durations.FormatRoughly(before)} before";
            return before <= window
                ? $"put down to {last.Template} by {last.Channel}, handed over {ago}"
                : $"not put down to {last.Template} by {last.Channel}: handed over {ago}, and {Durations.Format(window)} count";
        }
    }

    /// <param name="happened">When the event happened, which is not after it arrived: what was handed over in between did not bring it about.</param>
    public static Attribution Of(Goal goal, OpenGoal open, DateTimeOffset happened)
    {
        var messages = open.Messages ?? [];
        for (var at = messages.Length - 1; at >= 0; at--)
        {
            if (messages[at].At <= happened)
            {
                return new(messages[at], happened - messages[at].At, goal.Attribution ?? goal.Within);
            }
        }

        return new(null, TimeSpan.Zero, TimeSpan.Zero);
    }
}
