using System.Collections.Immutable;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Governance;

/// <summary>
/// Customers who get no messages of some purposes, from no journey and no wave: what the others do beyond them is what the messages do. Who is in it is
/// decided by a stable hash of the salt and the customer; a greater percent adds customers and takes nobody out.
/// </summary>
/// <param name="Percent">Of all customers, 0 to 100, with two decimals at most.</param>
/// <param name="Salt">Another salt is another group.</param>
/// <param name="Purposes">Never a transactional one. Empty: all that are not.</param>
public sealed record ControlGroup(decimal Percent, string Salt, ImmutableArray<string> Purposes)
{
    /// <summary>What those who are in it are called where results are told.</summary>
    public const string Arm = "control-group";

    public bool Has(string customerId) => StableHashing.Fraction("control group", Salt, customerId) < (double)(Percent / 100);

    public bool Covers(string purpose, Brand brand) => !brand.IsTransactional(purpose) && (Purposes.IsEmpty || Purposes.Contains(purpose));
}
