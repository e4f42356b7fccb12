using System.Collections.Immutable;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Templates;

/// <summary>Follows the tags of a template: which blocks are open, which fields are read, which partials included.</summary>
internal sealed class TagReader(FileProblems problems)
{
    private static readonly string[] Blocks = ["if", "unless", "each", "with"];
    private static readonly string[] Roots = ["customer", "event", "run", "matched", "brand", "message"];

    private readonly ImmutableArray<TextNode>.Builder fields = ImmutableArray.CreateBuilder<TextNode>();
    private readonly ImmutableArray<TextNode>.Builder partials = ImmutableArray.CreateBuilder<TextNode>();
    private readonly Stack<Block> open = new();

    public ImmutableArray<TextNode> Fields => fields.ToImmutable();

    public ImmutableArray<TextNode> Partials => partials.ToImmutable();

    public void Take(Tag tag)
    {
        switch (tag.Content.Length == 0 ? ' ' : tag.Content[0])
        {
            case ' ':
                problems.Add(tag.At, "This tag is empty.");
                break;
            case '#' when tag.Content.Length > 1 && tag.Content[1] is '>' or '*':
                problems.Add(tag.At, "Inline and block partials are not known here: make the partial a file in templates/partials.");
                break;
            case '#':
                Open(tag, TagWords.Split(tag.Content[1..]));
                break;
            case '/':
                Close(tag, tag.Content[1..].Trim());
                break;
            case '>':
                Include(tag, tag.Content[1..].Trim());
                break;
            case '^':
                Else(tag);
                break;
            default:
                TakeWords(tag, TagWords.Split(tag.Content));
                break;
        }
    }

    /// <summary>After the last tag.</summary>
    public void Finish()
    {
        foreach (var block in open)
        {
            problems.Add(block.At, $"{{{{#{block.Name}}}}} is not closed: {{{{/{block.Name}}}}} is missing.");
        }
    }

    private void TakeWords(Tag tag, IReadOnlyList<string> words)
    {
        if (words[0] == "else")
        {
            Else(tag);
            if (words.Count > 1)
            {
                Arguments(tag, words.Skip(2));
            }

            return;
        }

        if (words.Count > 1)
        {
            Call(tag, words);
        }
        else
        {
            Read(tag, words[0]);
        }
    }

    private void Open(Tag tag, IReadOnlyList<string> words)
    {
        if (words.Count < 2 || !Blocks.Contains(words[0]))
        {
            var name = words.Count == 0 ? "" : words[0];
            problems.Add(
                tag.At,
                Blocks.Contains(name)
                    ? $"{{{{#{name}}}}} needs a field, like {{{{#{name} customer.points}}}}."
                    : $"There is no block '{name}'. Known: {string.Join(", ", Blocks)}.",
                Blocks.Contains(name) ? null : Suggestions.For(name, Blocks));
            open.Push(new(name, open.Count == 0 ? "" : open.Peek().Prefix, [], tag.At, false));
            return;
        }

        var alias = words.ToList().IndexOf("as");
        var arguments = words.Skip(1).Take(alias < 0 ? words.Count : alias - 1).ToArray();
        string[] names = alias < 0 ? [] : [.. words.Skip(alias + 1).Select(word => word.Trim('|')).Where(word => word.Length > 0)];
        var prefix = open.Count == 0 ? "" : open.Peek().Prefix;
        var changes = words[0] is "each" or "with";
        if (words[0] == "with" && arguments is [var path] && Resolve(tag, path) is { } resolved)
        {
            prefix = resolved;
            if (!Roots.Contains(resolved))
            {
                Note(tag, resolved);
            }
        }
        else
        {
            Arguments(tag, arguments);
            prefix = changes ? null : prefix;
        }

        open.Push(new(words[0], prefix, names, tag.At, changes));
    }

    private void Close(Tag tag, string name)
    {
        if (open.Count == 0)
        {
            problems.Add(tag.At, $"{{{{/{name}}}}} closes nothing.");
        }
        else if (open.Pop() is var block && block.Name != name)
        {
            problems.Add(tag.At, $"{{{{/{name}}}}} stands where {{{{/{block.Name}}}}} is needed, for the block of line {block.At.Line}.");
        }
    }

    private void Else(Tag tag)
    {
        if (open.Count == 0)
        {
            problems.Add(tag.At, "This 'else' stands in no block.");
        }
    }

    private void Include(Tag tag, string name)
    {
        if (name.Length == 0 || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_')))
        {
            problems.Add(tag.At, "A partial is included by its name alone, like {{> footer}}; it reads the same fields as the template.");
        }
        else if (open.Any(block => block.Changes))
        {
            problems.Add(tag.At, "A partial cannot stand within 'each' or 'with', where fields mean something else.");
        }
        else
        {
            partials.Add(new(tag.At, name, name, true));
        }
    }

    private void Call(Tag tag, IReadOnlyList<string> words)
    {
        if (!TemplateHelpers.Names.Contains(words[0]))
        {
            problems.Add(
                tag.At,
                $"There is no helper '{words[0]}'. Known: {string.Join(", ", TemplateHelpers.Names)}.",
                Suggestions.For(words[0], TemplateHelpers.Names));
        }

        Arguments(tag, words.Skip(1));
    }

    private void Arguments(Tag tag, IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            if (word.StartsWith('('))
            {
                Call(tag, TagWords.Split(word[1..^1]) is { Count: > 0 } inner ? inner : [""]);
            }
            else if (!TagWords.IsLiteral(word))
            {
                Read(tag, word);
            }
        }
    }

    private void Read(Tag tag, string path)
    {
        if (TemplateHelpers.Names.Contains(path))
        {
            problems.Add(tag.At, $"'{path}' needs what it is to show, like {{{{{path} event.total}}}}.");
        }
        else if (Resolve(tag, path) is { } resolved)
        {
            Note(tag, resolved);
        }
    }

    private void Note(Tag tag, string path) => fields.Add(new(tag.At, path, path, true));

    /// <summary>The full path, or null where it is a part of a list's item, or (noted) cannot be.</summary>
    private string? Resolve(Tag tag, string path)
    {
        var contexts = open.Where(block => block.Changes).ToList();
        while (path.StartsWith("../", StringComparison.Ordinal) && contexts.Count > 0)
        {
            contexts.RemoveAt(0);
            path = path[3..];
        }

        path = path.StartsWith("@root.", StringComparison.Ordinal) ? Root(path, contexts) : path;
        path = path.StartsWith("this.", StringComparison.Ordinal) || path.StartsWith("./", StringComparison.Ordinal)
            ? path[(path.IndexOfAny(['.', '/'], 1) + 1)..]
            : path;
        var names = path.Split('.');
        if (path.StartsWith('@') || contexts.Any(block => block.Aliases.Contains(names[0])))
        {
            return null;
        }

        var prefix = contexts.Count == 0 ? "" : contexts[0].Prefix;
        if (path is "this" or ".")
        {
            return string.IsNullOrEmpty(prefix) ? null : prefix;
        }

        if (contexts.Count > 0 && Roots.Contains(names[0]))
        {
            problems.Add(tag.At, $"Within '{contexts[0].Name}', '{path}' is a part of the item. Write @root.{path}.", $"@root.{path}");
            return null;
        }

        // What follows an index is a part of an item, which no table knows.
        var known = names.TakeWhile(name => name.Length > 0 && name[0] != '[' && !char.IsAsciiDigit(name[0]));
        return prefix is null ? null : string.Join('.', prefix.Length == 0 ? known : known.Prepend(prefix));
    }

    private static string Root(string path, List<Block> contexts)
    {
        contexts.Clear();
        return path["@root.".Length..];
    }

    /// <param name="Prefix">What paths in it begin with; null: they are parts of an item.</param>
    /// <param name="Changes">Paths in it mean something else than outside.</param>
    private sealed record Block(string Name, string? Prefix, string[] Aliases, Place At, bool Changes);
}
