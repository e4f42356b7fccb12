using System.Collections.Frozen;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Definitions.Templates;

/// <summary>The templates of a folder, compiled. May be used by many threads at once.</summary>
public sealed class TemplateSet
{
    private readonly Brand brand;
    private readonly FrozenDictionary<string, FrozenDictionary<string, TemplateVariant>> variants;

    internal TemplateSet(Brand brand, IEnumerable<TemplateVariant> variants)
    {
        this.brand = brand;
        this.variants = variants
            .GroupBy(variant => variant.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(
                group => group.Key, group => group.ToFrozenDictionary(variant => variant.Language, StringComparer.Ordinal),
                StringComparer.Ordinal);
    }

    private TemplateSet(Brand brand, FrozenDictionary<string, FrozenDictionary<string, TemplateVariant>> variants)
    {
        this.brand = brand;
        this.variants = variants;
    }

    /// <summary>These templates, and of older sets those that are no longer here: runs that began with them may still send them.</summary>
    /// <param name="older">The newest first.</param>
    public TemplateSet Beside(IEnumerable<TemplateSet> older) => new(brand, older.Prepend(this)
        .SelectMany(set => set.variants)
        .DistinctBy(template => template.Key, StringComparer.Ordinal)
        .ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>Renders a message in its language, or the nearest the template has: de-AT, de, the brand's, any.</summary>
    /// <exception cref="KeyNotFoundException">There is no such template.</exception>
    public RenderedMessage Render(Message message)
    {
        if (!variants.TryGetValue(message.Template, out var languages))
        {
            throw new KeyNotFoundException($"There is no template '{message.Template}'.");
        }

        var variant = languages[Languages.Nearest(message.Language, brand.Language, languages.Keys)!];
        var data = TemplateData.Of(message, brand);
        var html = variant.Html?.Invoke(data);
        var text = variant.Text?.Invoke(data).Trim() ?? HtmlText.Of(html ?? "");
        return new(variant.Language, OneLine(variant.Subject?.Invoke(data) ?? ""), text, html);
    }

    /// <summary>A line break in a subject would begin a header of its own in an e-mail.</summary>
    private static string OneLine(string subject) => string.Join(
        ' ',
        string.Create(subject.Length, subject, static (letters, source) =>
        {
            for (var at = 0; at < letters.Length; at++)
            {
                letters[at] = char.IsControl(source[at]) || source[at] is '\u2028' or '\u2029' ? ' ' : source[at];
            }
        }).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A template in one language.</summary>
internal sealed record TemplateVariant(
    string Name, string Language, Func<object, string>? Subject, Func<object, string>? Html, Func<object, string>? Text);

/// <summary>A message as a person reads it.</summary>
/// <param name="Language">Of the template that was used.</param>
/// <param name="Text">The plain-text part, always there.</param>
/// <param name="Html">The HTML part; null where the template has none (SMS, push).</param>
public sealed record RenderedMessage(string Language, string Subject, string Text, string? Html);
