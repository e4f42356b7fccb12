using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Journeys;

/// <summary>When what is decided now ceases to be good: a message, a voucher.</summary>
internal static class Expiry
{
    /// <param name="given">A duration from now, or a moment; null, or what is neither: the usual length counts.</param>
    /// <returns>Not later than <see cref="WaitBounds.Longest"/> from now; it may be over already.</returns>
    public static DateTimeOffset At(Expression? given, TimeSpan usual, in Scope scope)
    {
        var value = given?.Evaluate(scope) ?? Value.Null;
        var length = value.Kind == ValueKind.Duration ? value.AsDuration() : usual;
        var latest = scope.Now + WaitBounds.Longest;
        var expires = value.Kind == ValueKind.Time ? value.AsTime() : scope.Now + WaitBounds.Bounded(length);
        return Moments.ToMicroseconds(expires < latest ? expires : latest);
    }
}
