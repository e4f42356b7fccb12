namespace JourneyGrains.Core.Customers;

/// <summary>The rules of a customer's life. Pure: the same state, input, time and definitions give the same turn, byte for byte (I5).</summary>
public static class Customer
{
    /// <summary>Takes one input.</summary>
    /// <param name="now">
    /// The arrival of the input, or for a <see cref="TimerInput"/> the time that was due. Earlier than the state's clock: the clock counts.
    /// Waits that were due before an event arrived must have been taken first: see <see cref="CatchUp"/>.
    /// </param>
    public static Turn Take(CustomerState state, Input input, DateTimeOffset now, DefinitionSet definitions) => throw new NotImplementedException();

    /// <summary>
    /// The next turn of what is due before a moment, each at its own time, or null when nothing more is. Call it until it gives null
    /// before an event that arrived at that moment is taken: what was due exactly then comes after the event.
    /// </summary>
    public static Turn? CatchUp(CustomerState state, DateTimeOffset before, DefinitionSet definitions) =>
        state.NextDueAt is { } due && due < before ? Take(state, TimerInput.Due, due, definitions) : null;
}
