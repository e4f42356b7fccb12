using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using HandlebarsDotNet;
using HandlebarsDotNet.IO;
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
        var configuration = new HandlebarsConfiguration { FormatProvider = CultureInfo.InvariantCulture, NoEscape = !escape };
        configuration.FormatterProviders.Add(new FlagFormatter());
        handlebars = Handlebars.Create(configuration);
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

    /// <summary>Shows flags as authors write them: true, not True.</summary>
    private sealed class FlagFormatter : IFormatterProvider, IFormatter
    {
        public bool TryCreateFormatter(Type type, [NotNullWhen(true)] out IFormatter? formatter)
        {
            formatter = type == typeof(bool) ? this : null;
            return formatter is not null;
        }

        public void Format<T>(T value, in EncodedTextWriter writer) => writer.Write(value is true ? "true" : "false");
    }
}
