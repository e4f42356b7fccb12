using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Delivery.Rendering;

/// <summary>Turns a message into text, by the templates of the moment: definitions can be replaced while messages wait.</summary>
public interface IMessageTexts
{
    /// <exception cref="KeyNotFoundException">There is no such template.</exception>
    RenderedMessage Render(Message message);
}

/// <summary>The texts of whatever template set is in force when a message is rendered.</summary>
/// <param name="current">Gives the set in force; asked anew for each message.</param>
public sealed class CurrentTemplates(Func<TemplateSet> current) : IMessageTexts
{
    public RenderedMessage Render(Message message) => current().Render(message);
}
