using System.Collections.Immutable;

namespace JourneyGrains.Core.Expressions;

/// <summary>The names that definitions give, for what an expression compares with them.</summary>
/// <param name="names">By what they name. A kind that is left out is not known, and nothing is held against it.</param>
public sealed class KnownNames(IEnumerable<KeyValuePair<NameKind, ImmutableArray<string>>> names)
{
    private readonly ImmutableDictionary<NameKind, ImmutableArray<string>> names = names.ToImmutableDictionary();

    /// <summary>Nothing is known.</summary>
    public static KnownNames None { get; } = new([]);

    /// <summary>
    /// Whether a comparison that can never hold is taken all the same: for definitions that were published when nothing was held against it.
    /// </summary>
    public bool Forgiving { get; init; }

    /// <summary>The same without what is known of a kind.</summary>
    public KnownNames Without(NameKind kind) => new(names.Remove(kind)) { Forgiving = Forgiving };

    /// <summary>The same, and comparisons that can never hold are taken.</summary>
    public KnownNames Forgive() => new(names) { Forgiving = true };

    /// <summary>The names of a kind; null: they are not known.</summary>
    public ImmutableArray<string>? Of(NameKind kind) => names.TryGetValue(kind, out var found) ? found : null;
}
