namespace JourneyGrains.Core.Customers;

/// <summary>
/// An input that is not in the event log, as the journal keeps it. With log and journal a customer's life can be lived again exactly: which
/// events came before, the row says; which waits were over before, <paramref name="Due"/> says.
/// </summary>
/// <param name="Due">What was due next when the input was taken: all before it had been taken, nothing from it on. Null: nothing was due.</param>
public sealed record JournaledInput(Input Input, DateTimeOffset? Due);
