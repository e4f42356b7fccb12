using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Definitions.Templates;

/// <summary>The templates of a folder, compiled.</summary>
public sealed class TemplateSet
{
    /// <summary>Renders a message in its language, or the nearest the template has: de-AT, de, the brand's, any.</summary>
    /// <exception cref="KeyNotFoundException">There is no such template.</exception>
    public RenderedMessage Render(Message message) => throw new NotImplementedException();
}

/// <summary>A message as a person reads it.</summary>
/// <param name="Language">Of the template that was used.</param>
/// <param name="Text">The plain-text part, always there.</param>
/// <param name="Html">The HTML part; null where the template has none (SMS, push).</param>
public sealed record RenderedMessage(string Language, string Subject, string Text, string? Html);
