using System.Globalization;
using HandlebarsDotNet;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Definitions.Templates;

/// <summary>Compiles the templates of one language, HTML or text, with its partials and helpers.</summary>
internal sealed class TemplateEnvironment
{
    private readonly IHandlebars handlebars;

    /// <param name="escape">True for HTML.</param>
    /// <param name="partials">By name.</param>
    public TemplateEnvironment(Brand brand, string language, bool escape, IEnumerable<KeyValuePair<string, string>> partials)
    {
        handlebars = Handlebars.Create(new HandlebarsConfiguration { FormatProvider = CultureInfo.InvariantCulture, NoEscape = !escape });
        new TemplateHelpers(brand, language).Register(handlebars);
        foreach (var (name, source) in partials)
        {
            handlebars.RegisterTemplate(name, source);
        }
    }

    /// <exception cref="HandlebarsException">Not Handlebars.</exception>
    public Func<object, string> Compile(string source)
    {
        var compiled = handlebars.Compile(source);
        return data => compiled(data);
    }
}
