using JourneyGrains.Core.Expressions;

namespace JourneyGrains.Definitions.Yaml;

/// <summary>Collects what is wrong in one file.</summary>
/// <param name="all">Of all files, what is wrong.</param>
/// <param name="doubts">Of all files, what is not wrong but hardly meant.</param>
internal sealed class FileProblems(string file, ICollection<Diagnostic> all, ICollection<Diagnostic> doubts)
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

    /// <summary>What is hardly meant as it stands there, but no mistake.</summary>
    public void Doubt(Place at, string message)
    {
        var doubt = new Diagnostic(file, at.Line, at.Column, message);
        if (!doubts.Contains(doubt))
        {
            doubts.Add(doubt);
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
