using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Journeys;

/// <summary>Reads a call: url, method, query, body, for, into, timeout and failed.</summary>
internal sealed class CallReader(StepsReader steps, FileProblems problems)
{
    public static readonly TimeSpan ForDefault = TimeSpan.FromSeconds(30);

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public CallSyntax Read(Node node, CallSyntax empty, string path)
    {
        var map = MapReader.Of(node, problems, "a call", "url", "method", "query", "body", "for", "into", "timeout", "failed");
        if (map is null)
        {
            return empty;
        }

        var method = ReadMethod(map);
        var call = empty with
        {
            Url = ReadUrl(map),
            Method = method,
            Query = NamedTexts.Read(map.Node("query"), "'query'", problems),
            Body = NamedTexts.Read(map.Node("body"), "'body'", problems),
            For = ReadFor(map),
            Into = ReadInto(map.Node("into")),
            Timeout = ReadSteps(map, "timeout", path),
            Failed = ReadSteps(map, "failed", path),
        };
        if (map.Has("body") && method is "GET" or "DELETE")
        {
            problems.Add(map.Node("body")!.At, $"A {method} has no body; 'query' adds to the address.");
        }

        return call;
    }

    private string ReadMethod(MapReader map)
    {
        if (map.Text("method") is not { } method)
        {
            return map.Has("body") ? "POST" : "GET";
        }

        if (!Methods.Contains(method.Text))
        {
            problems.AddUnknown(method, "method", Methods);
        }

        return method.Text;
    }

    private Uri? ReadUrl(MapReader map)
    {
        if (map.RequiredText("url") is not { } text)
        {
            return null;
        }

        if (text.Text.Length <= CallRequest.UrlLengthMax && Uri.TryCreate(text.Text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url.UserInfo.Length == 0 && url.Fragment.Length == 0)
        {
            return url;
        }

        var scheme = Uri.TryCreate(text.Text, UriKind.Absolute, out var other) && text.Text.Contains("://", StringComparison.Ordinal) && other.Scheme is not ("http" or "https")
            ? $" Here it begins with {other.Scheme}."
            : "";
        problems.Add(
            text.At,
            $"'url' is an absolute address of http or https without user and fragment, like https://scores.example/v1/score.{scheme} Secrets belong into the settings.");
        return null;
    }

    private TimeSpan ReadFor(MapReader map)
    {
        var length = map.Duration("for") ?? ForDefault;
        if (length > CallStep.ForMax)
        {
            problems.Add(map.Node("for")!.At, $"A run waits {Durations.Format(CallStep.ForMax)} for an answer at most.");
        }

        return length;
    }

    /// <summary>A name for the body as it is, or a mapping of what is set.</summary>
    private IReadOnlyList<AssignmentSyntax> ReadInto(Node? node) => node switch
    {
        null => [],
        TextNode { Text.Length: > 0 } name => steps.ReadAssignments(new MapNode(name.At, 2, [new(name, new TextNode(name.At, "answer.body", "answer.body", true))])),
        _ => steps.ReadAssignments(node),
    };

    private IReadOnlyList<StepSyntax>? ReadSteps(MapReader map, string key, string path) => map.Node(key) switch
    {
        null => null,
        ListNode list => steps.Read(list, $"{path}.{key}"),
        var node => MapReader.Of(node, problems, $"'{key}'", "steps") is { } inner ? steps.Read(inner.Required("steps"), $"{path}.{key}") : null,
    };
}
