using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>A message of a run that was handed over while its goal was open.</summary>
public sealed record GoalMessage(string Id, string Template, string Channel, DateTimeOffset At);

/// <summary>
/// Which message a goal is put down to: the last one of its run handed over before the event happened, if that was within the goal's
/// attribution window. Last touch, within the run: what other journeys and waves sent has no part in it.
/// </summary>
internal readonly record struct Attribution(GoalMessage? Message, string Told)
{
    /// <param name="happened">When the event happened, which is not after it arrived: what was handed over in between did not bring it about.</param>
    public static Attribution Of(Goal goal, OpenGoal open, DateTimeOffset happened)
    {
        var last = (open.Messages ?? []).LastOrDefault(message => message.At <= happened);
        if (last is null)
        {
            return new(null, "no message of the run was handed over before");
        }

        var window = goal.Attribution ?? goal.Within;
        var before = $"{Durations.FormatRoughly(happened - last.At)} before";
        return happened - last.At <= window
            ? new(last, $"put down to {last.Template} by {last.Channel}, handed over {before}")
            : new(null, $"not put down to {last.Template} by {last.Channel}: handed over {before}, and {Durations.Format(window)} count");
    }
}
