using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;

namespace JourneyGrains.Core.Expressions;

/// <summary>What an expression may look at.</summary>
/// <param name="Event">
/// In a condition beside an 'on': the event that came in. In a step: the event that started the run (or last restarted its wait). Null
/// where there is none, as in an audience.
/// </param>
/// <param name="Matched">In the steps after a wait for events: the event that ended the wait.</param>
public readonly record struct Scope(CustomerState Customer, DateTimeOffset Now, CustomerEvent? Event = null, Run? Run = null, CustomerEvent? Matched = null);
