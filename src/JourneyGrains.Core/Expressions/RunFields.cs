using JourneyGrains.Core.Offers;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>The fields of the run an expression stands in.</summary>
internal static class RunFields
{
    /// <summary>Known within a loop only.</summary>
    public static Field Round { get; } = new(
        "run.round", ValueKind.Number, "The round of the innermost loop, from 1.", scope => scope.Run?.Rounds is [.., var round] ? Value.Of(round.Number) : Value.Null);

    private static readonly string[] OfferKinds = [.. Enum.GetNames<OfferKind>().Select(kind => kind.ToLowerInvariant())];

    public static IEnumerable<Field> Of(IEnumerable<KeyValuePair<string, ValueKind>> variables)
    {
        yield return new("run.key", ValueKind.Text, "What the run is keyed by: the cart, the order.", scope => Value.Of(scope.Run?.Key));
        yield return new("run.journey", ValueKind.Text, "The name of the journey.", scope => Value.Of(scope.Run?.Journey)) { Names = NameKind.Journey };
        yield return new("run.startedAt", ValueKind.Time, "When the run began.", scope => Value.Of(scope.Run?.StartedAt));
        foreach (var (name, kind) in variables)
        {
            yield return new($"run.{name}", kind, "Set by a step of this journey.", scope => scope.Run?.Variables.GetValueOrDefault(name) ?? Value.Null)
            {
                Names = name == "offer.name" ? NameKind.Offer : null,
                OneOf = name == "offer.kind" ? OfferKinds : null,
            };
        }
    }
}
