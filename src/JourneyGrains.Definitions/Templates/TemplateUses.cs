using JourneyGrains.Core.Expressions;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Templates;

/// <summary>Checks that the templates a file sends are there and read only what is known where they are sent.</summary>
internal sealed class TemplateUses(TemplateLibrary library, FileProblems problems)
{
    /// <summary>What a template may read beside the fields of expressions.</summary>
    private static readonly string[] OfRendering = ["brand.name", "brand.currency", "message.id"];

    /// <param name="template">Null where it was noted as missing.</param>
    /// <returns>The paths the template reads.</returns>
    public IEnumerable<string> Add(TextNode? template, FieldTable fields)
    {
        if (template is null)
        {
            return [];
        }

        if (!library.Has(template.Text))
        {
            var advice = Names.Is(template.Text) ? $" Its file would be templates/{template.Text}.{library.Language}.hbs." : "";
            problems.AddUnknown(template, "template", library.Names, advice);
            return [];
        }

        var read = library.FieldsOf(template.Text).ToArray();
        foreach (var (path, file) in read)
        {
            if (fields.Find(path.Text) is null && !OfRendering.Contains(path.Text))
            {
                var known = fields.Known.Select(field => field.Path).Concat(OfRendering);
                file.Add(
                    path.At, $"There is no field '{path.Text}' where {problems.File} sends this template (line {template.At.Line}).",
                    Suggestions.For(path.Text, known));
            }
        }

        return read.Select(field => field.Path.Text);
    }
}
