using System.Collections.Immutable;
using HandlebarsDotNet;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Templates;

/// <summary>The template files of a folder: checked, and made into a <see cref="TemplateSet"/>.</summary>
internal sealed class TemplateLibrary
{
    private readonly Brand brand;
    private readonly ImmutableArray<TemplateFile> partials;
    private readonly ImmutableSortedDictionary<string, ImmutableArray<TemplateFile>> templates;

    public TemplateLibrary(Brand brand, IEnumerable<TemplateFile> templates, IEnumerable<TemplateFile> partials)
    {
        this.brand = brand;
        this.partials = [.. partials];
        this.templates = templates
            .GroupBy(file => file.Name, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
        var done = new HashSet<TemplateFile>(ReferenceEqualityComparer.Instance);
        foreach (var file in this.partials)
        {
            CheckCycle(file, [file.Name], done);
        }
    }

    public IEnumerable<string> Names => templates.Keys;

    /// <summary>The brand's, which every other falls back to.</summary>
    public string Language => brand.Language;

    public ImmutableArray<TemplateInfo> Infos =>
    [
        .. templates.Select(template => new TemplateInfo(
            template.Key,
            [.. template.Value.Select(file => file.Language).Distinct().Order(StringComparer.Ordinal)],
            [.. FieldsOf(template.Key).Select(read => read.Path.Text).Where(IsOfMessage).Distinct().Order(StringComparer.Ordinal)])),
    ];

    public bool Has(string name) => templates.ContainsKey(name);

    /// <summary>All that a template reads, in any language, itself or by its partials, with the file it stands in.</summary>
    public IEnumerable<(TextNode Path, FileProblems Problems)> FieldsOf(string name) =>
        templates.TryGetValue(name, out var files) ? files.SelectMany(file => FieldsOf(file, [])) : [];

    /// <summary>Compiles all; where a problem was noted, to nothing.</summary>
    public TemplateSet Compile()
    {
        var environments = new Dictionary<(string, bool), TemplateEnvironment>();
        var compiled = new List<TemplateVariant>();
        foreach (var languages in templates.Values.Select(files => files.GroupBy(file => file.Language, StringComparer.Ordinal)))
        {
            compiled.AddRange(languages.Select(files => Compile([.. files], environments)));
        }

        return new(brand, compiled);
    }

    /// <summary>Fields that a message carries; the brand and the message itself are known when it is rendered.</summary>
    private static bool IsOfMessage(string path) => path.Split('.')[0] is "customer" or "event" or "run" or "matched";

    private IEnumerable<(TextNode Path, FileProblems Problems)> FieldsOf(TemplateFile file, HashSet<string> seen)
    {
        foreach (var part in file.Parts)
        {
            foreach (var field in part.Fields)
            {
                yield return (field, file.Problems);
            }

            foreach (var name in part.Partials.Select(partial => partial.Text).Where(seen.Add))
            {
                if (Partial(name, file.Language, file.IsText) is { } partial)
                {
                    foreach (var field in FieldsOf(partial, seen))
                    {
                        yield return field;
                    }
                }
            }
        }
    }

    private TemplateVariant Compile(TemplateFile[] files, Dictionary<(string, bool), TemplateEnvironment> environments)
    {
        var html = Array.Find(files, file => !file.IsText);
        var text = Array.Find(files, file => file.IsText);
        var subject = html?.Subject ?? text?.Subject;
        return new(
            files[0].Name,
            files[0].Language,
            subject is null ? null : Compile(html?.Subject is null ? text! : html, subject, false, environments),
            html is null ? null : Compile(html, html.Body, true, environments),
            text is null ? null : Compile(text, text.Body, false, environments));
    }

    private Func<object, string> Compile(
        TemplateFile file, TemplatePart part, bool escape, Dictionary<(string, bool), TemplateEnvironment> environments)
    {
        CheckPartials(file, part, !escape, []);
        if (file.Problems.Any || partials.Any(partial => partial.Problems.Any))
        {
            return _ => "";
        }

        try
        {
            if (!environments.TryGetValue((file.Language, escape), out var environment))
            {
                environments[(file.Language, escape)] = environment = new(
                    brand, file.Language, escape, PartialsFor(file.Language, !escape));
            }

            return environment.Compile(part.Source);
        }
        catch (Exception error) when (error is HandlebarsException or ArgumentException or InvalidOperationException)
        {
            file.Problems.Add(new(1, 1), $"This is not Handlebars: {error.Message}");
            return _ => "";
        }
    }

    private void CheckPartials(TemplateFile file, TemplatePart part, bool text, HashSet<string> seen)
    {
        foreach (var partial in part.Partials.Where(partial => seen.Add(partial.Text)))
        {
            if (Partial(partial.Text, file.Language, text) is { } found)
            {
                CheckPartials(found, found.Body, text, seen);
            }
            else
            {
                var names = partials.Where(known => known.IsText == text).Select(known => known.Name).Distinct();
                file.Problems.AddUnknown(partial, text ? "partial for text (NAME.txt.hbs)" : "partial", names);
            }
        }
    }

    private void CheckCycle(TemplateFile file, ImmutableArray<string> way, HashSet<TemplateFile> done)
    {
        foreach (var partial in done.Add(file) ? file.Body.Partials : [])
        {
            if (way.Contains(partial.Text))
            {
                file.Problems.Add(partial.At, $"Partials include one another in a circle: {string.Join(" > ", way)} > {partial.Text}.");
            }
            else if (Partial(partial.Text, file.Language, file.IsText) is { } found)
            {
                CheckCycle(found, way.Add(partial.Text), done);
            }
        }
    }

    /// <summary>A partial without a language serves all; else the nearest language's.</summary>
    private TemplateFile? Partial(string name, string language, bool text)
    {
        var files = partials.Where(partial => partial.Name == name && partial.IsText == text).ToArray();
        var common = Array.Find(files, file => file.Language.Length == 0);
        var exact = Languages.Chain(language).Select(
            tag => Array.Find(files, file => file.Language.Equals(tag, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(file => file is not null);
        return exact ?? common ?? Array.Find(
            files, file => file.Language == Languages.Nearest(language, brand.Language, files.Select(other => other.Language)));
    }

    private IEnumerable<KeyValuePair<string, string>> PartialsFor(string language, bool text) => partials
        .Where(partial => partial.IsText == text)
        .Select(partial => partial.Name)
        .Distinct()
        .Select(name => KeyValuePair.Create(name, Partial(name, language, text)!.Body.Source));
}
