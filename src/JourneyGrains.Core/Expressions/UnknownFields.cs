using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>Says of a field that is not known at a place what was probably meant, or where it is known.</summary>
internal sealed class UnknownFields(FieldTable fields)
{
    /// <summary>So many letters of a name tell which one was cut short: event.quiz for event.quizId.</summary>
    private const int CutShortMin = 3;

    public ExpressionException Tell(string path, int position)
    {
        var dot = path.LastIndexOf('.');
        if (dot > 0 && fields.Find(path[..dot]) is { } parent)
        {
            return new(position, $"'{parent.Path}' is {parent.Kind} and has no field '{path[(dot + 1)..]}'.");
        }

        var known = fields.Known.Select(field => field.Path).Append("now").ToArray();
        var owned = OfMisspelt(path);
        var suggestion = owned ?? Near(path, known) ?? Array.Find(
            known, name => name.EndsWith($".{path}", StringComparison.OrdinalIgnoreCase));
        var roots = known.Select(name => name.Split('.')[0]).Distinct().ToArray();
        var hint = roots.Contains(path.Split('.')[0])
            ? ""
            : $" What may be read here begins with {string.Join(", ", roots)}; a text stands in quotes.";
        var told = Elsewhere(path) is { } elsewhere && owned is null && !IsKnownOf(path, known) ? elsewhere
            : suggestion is null && fields.FixedOf(path.Split('.')[0]) is { } type
                ? $" '{type}' is built in, and events.yaml cannot add properties to it: what else there is comes as an event type of your own."
                : hint;
        return new(position, $"There is no field '{path}' here.{told}", suggestion);
    }

    /// <summary>Of what stands beside it the last name alone is held against: all of event.id is near to event.due, and nobody means it.</summary>
    private static string? Near(string path, string[] known)
    {
        var parent = path[..(path.LastIndexOf('.') + 1)];
        var beside = parent.Length == 0 ? [] : known.Where(name => name.StartsWith(parent, StringComparison.Ordinal)).ToArray();
        if (beside.Length == 0)
        {
            return Suggestions.For(path, known);
        }

        return Suggestions.For(path[parent.Length..], beside.Select(name => name[parent.Length..])) is { } near ? parent + near
            : path.Length >= parent.Length + CutShortMin ? Array.Find(beside, name => name.StartsWith(path, StringComparison.OrdinalIgnoreCase))
            : null;
    }

    /// <summary>What was meant where the field is misspelt whose member it is: answer.body.name for answer.bdy.name; null: none is near.</summary>
    private string? OfMisspelt(string path)
    {
        for (var end = path.LastIndexOf('.'); end > 0; end = path.LastIndexOf('.', end - 1))
        {
            var parent = path[..(path.LastIndexOf('.', end - 1) + 1)];
            var beside = fields.Known
                .Where(field => field.Kind is ValueKind.Any or ValueKind.Map && parent.Length > 0 && field.Path.StartsWith(parent, StringComparison.Ordinal))
                .Select(field => field.Path[parent.Length..]);
            if (Suggestions.For(path[parent.Length..end], beside) is { } meant)
            {
                return $"{parent}{meant}{path[end..]}";
            }
        }

        return null;
    }

    /// <summary>Whether others of its kind are known here, so that it is only misspelt: answer.bdy beside answer.body.</summary>
    private static bool IsKnownOf(string path, IEnumerable<string> known) =>
        path.LastIndexOf('.') is > 0 and var dot && path[..dot] != "run" && known.Any(name => name.StartsWith(path[..(dot + 1)], StringComparison.Ordinal));

    /// <summary>Where a field that is not known here is, and what to do; null: nowhere.</summary>
    private static string? Elsewhere(string path) => path switch
    {
        "run.round" => " It is known in the steps and the 'while' of a 'repeat'; set: { run.rounds: run.round } in the loop keeps it for the steps after it.",
        _ when path.StartsWith("run.offer.", StringComparison.Ordinal) => " It is known in a journey with an 'offer' step.",
        _ when path.StartsWith("matched.", StringComparison.Ordinal) => " It is known in the steps after a 'wait' for events.",
        _ when path.StartsWith("answer.", StringComparison.Ordinal) => " It is known in the 'into' of a 'call', which sets run.NAME from it.",
        _ => null,
    };
}
