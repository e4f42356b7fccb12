namespace JourneyGrains.Core.Customers;

/// <summary>
/// A state of which nobody knows any more, kept by the thread for the next turn to be written into: a rehearsal takes some thirty turns of each
/// of a million customers, and keeps nothing of any but the last.
/// </summary>
internal static class SpareState
{
    [ThreadStatic]
    private static CustomerState? spare;

    public static void Keep(CustomerState state) => spare = state;

    /// <summary>A copy for a turn to work on: in the spare one where there is one, which then is nobody else's, else in a new one.</summary>
    public static CustomerState Copy(CustomerState state)
    {
        if (spare is not { } copy)
        {
            return state with { };
        }

        spare = null;
        copy.Parts = state.Parts;
        return copy;
    }
}
