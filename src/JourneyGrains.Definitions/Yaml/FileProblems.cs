using JourneyGrains.Core.Expressions;

namespace JourneyGrains.Definitions.Yaml;

/// <summary>Collects what is wrong in one file.</summary>
internal sealed class FileProblems(string file, ICollection<Diagnostic> all)
{
    public string File => file;

    /// <summary>Something was noted in this file.</summary>
    public bool Any { get; private set; }

    public void Add(Place at, string message, string? suggestion = null)
    {
        Any = true;
        var problem = new Diagnostic(file, at.Line, at.Column, message, suggestion);
        if (!all.Contains(problem))
        {
            all.Add(problem);
        }
    }

    /// <summary>A name that is none of the known ones.</summary>
    /// <param name="advice">A sentence on how there would be one, after a space; empty: none.</param>
    public void AddUnknown(TextNode name, string what, IEnumerable<string> known, string advice = "")
    {
        var names = known.Distinct(StringComparer.Ordinal).ToArray();
        var list = names.Length is > 0 and <= 16 ? $" Known: {string.Join(", ", names)}." : "";
        Add(name.At, $"There is no {what} '{name.Text}'.{list}{advice}", Suggestions.For(name.Text, names));
    }
}
