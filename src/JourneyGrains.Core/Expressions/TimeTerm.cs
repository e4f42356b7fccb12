namespace JourneyGrains.Core.Expressions;

/// <summary>How the value of a part of an expression goes with time while nothing else happens to the customer.</summary>
/// <param name="Slope">By how many ticks its Time or Duration changes in each tick that passes, between two steps; 0: it stands still between them.</param>
/// <param name="NextStep">The earliest moment after now at which it may become another beside that; null, or giving null: it never does.</param>
internal readonly record struct TimeTerm(int Slope, Func<Scope, DateTimeOffset?>? NextStep)
{
    /// <summary>Reads nothing that time alone changes.</summary>
    public static TimeTerm Still => default;

    /// <summary>Changes by steps only: those of its parts.</summary>
    public static TimeTerm Steps(params ReadOnlySpan<TimeTerm> parts) => new(0, Join(parts));

    /// <summary>The same with further steps.</summary>
    public TimeTerm And(Func<Scope, DateTimeOffset?> steps) => this with { NextStep = Join(this, new(0, steps)) };

    /// <summary>The first of the next steps of all.</summary>
    public static Func<Scope, DateTimeOffset?>? Join(params ReadOnlySpan<TimeTerm> parts)
    {
        var steps = new List<Func<Scope, DateTimeOffset?>>();
        foreach (var part in parts)
        {
            if (part.NextStep is { } next)
            {
                steps.Add(next);
            }
        }

        return steps switch
        {
            [] => null,
            [var only] => only,
            _ => scope => Earliest(steps, scope),
        };
    }

    private static DateTimeOffset? Earliest(List<Func<Scope, DateTimeOffset?>> steps, Scope scope)
    {
        DateTimeOffset? earliest = null;
        foreach (var step in steps)
        {
            if (step(scope) is { } moment && (earliest is null || moment < earliest))
            {
                earliest = moment;
            }
        }

        return earliest;
    }
}
