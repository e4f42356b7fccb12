using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>The moments at which time alone changes something. Moments are whole microseconds, as a turn's 'now' is.</summary>
internal static class TimeSteps
{
    private const long Microsecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>When two Times or Durations come to be equal, or cease to be.</summary>
    /// <param name="slope">By how many ticks the first gains on the second in each.</param>
    /// <returns>Null: they move apart, or have no order.</returns>
    public static DateTimeOffset? Meeting(DateTimeOffset now, Value first, Value second, int slope)
    {
        if (Difference(first, second) is not { } ahead)
        {
            return null;
        }

        if (ahead == 0)
        {
            return After(now, Microsecond);
        }

        return ahead > 0 == slope > 0 ? null : After(now, Up(Math.Ceiling(Math.Abs((decimal)ahead) / Math.Abs(slope))));
    }

    /// <summary>When the oldest event of a type that lies within a time no longer does.</summary>
    public static DateTimeOffset? Leaving(in Scope scope, Value type, Value within)
    {
        if (type.Kind != ValueKind.Text || within.Kind != ValueKind.Duration)
        {
            return null;
        }

        var (name, length) = (type.AsText(), within.AsDuration().Ticks);
        long? oldest = null;
        foreach (var seen in scope.Customer.Recent.Each)
        {
            var at = seen.Time.UtcTicks;
            if ((decimal)at + length >= scope.Now.UtcTicks && (oldest is null || at < oldest) && seen.IsOf(name))
            {
                oldest = at;
            }
        }

        // An event counts up to the very moment at which the time is over.
        return oldest is { } first && (decimal)first + length is var end ? At(end - (end % Microsecond) + Microsecond) : null;
    }

    /// <summary>When the part of a moment that moves with time becomes another, in UTC.</summary>
    public static DateTimeOffset? Turning(DateTimeOffset now, Value moment, string part)
    {
        if (moment.Kind != ValueKind.Time)
        {
            return null;
        }

        var at = moment.AsTime();
        var start = part switch
        {
            "hour" => new DateTime(at.Year, at.Month, at.Day, at.Hour, 0, 0),
            "year" => new DateTime(at.Year, 1, 1),
            "month" => new DateTime(at.Year, at.Month, 1),
            _ => at.Date,
        };
        if (start.Year == DateTime.MaxValue.Year)
        {
            return null;
        }

        var next = part switch { "hour" => start.AddHours(1), "year" => start.AddYears(1), "month" => start.AddMonths(1), _ => start.AddDays(1) };
        return After(now, Up(next.Ticks - at.UtcTicks));
    }

    /// <summary>The first moment in whole microseconds that is not before it.</summary>
    public static DateTimeOffset Whole(DateTimeOffset moment) =>
        moment.UtcTicks % Microsecond == 0 ? moment : At(Up(moment.UtcTicks)) ?? moment;

    private static long? Difference(Value first, Value second) => (first.Kind, second.Kind) switch
    {
        (ValueKind.Time, ValueKind.Time) => first.AsTime().UtcTicks - second.AsTime().UtcTicks,
        (ValueKind.Duration, ValueKind.Duration)
            when (decimal)first.AsDuration().Ticks - second.AsDuration().Ticks is >= -long.MaxValue and <= long.MaxValue and var ticks => (long)ticks,
        _ => null,
    };

    /// <summary>To whole microseconds, not less.</summary>
    private static decimal Up(decimal ticks) => ticks % Microsecond == 0 ? ticks : ticks - (ticks % Microsecond) + Microsecond;

    private static DateTimeOffset? After(DateTimeOffset now, decimal ticks) => At(now.UtcTicks + ticks);

    private static DateTimeOffset? At(decimal ticks) =>
        ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset((long)ticks, TimeSpan.Zero) : null;
}
