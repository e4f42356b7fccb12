using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JourneyGrains.Architecture.Tests.Sources;

/// <summary>
/// Each promise of docs/guarantees.md and each claim of docs/differences.md names the test that holds it; a test that is renamed or gone takes its
/// promise along.
/// </summary>
public sealed partial class GuaranteeTests
{
    [Theory]
    [InlineData("guarantees.md")]
    [InlineData("differences.md")]
    public void Every_test_that_the_document_names_is_there(string document)
    {
        var tests = SourceTree.Code("tests/").SelectMany(file => CSharpSyntaxTree.ParseText(file.Text()).GetRoot().DescendantNodes())
            .OfType<MethodDeclarationSyntax>().Where(IsTest).Select(method => method.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        Violations.None($"docs/{document} names a test that is not there.", Named(Lines(document)).Where(name => !tests.Contains(name)));
    }

    [Theory]
    [InlineData("guarantees.md", "| promise ")]
    [InlineData("differences.md", "| | Others ")]
    public void Every_promise_names_a_test(string document, string head)
    {
        var promises = Lines(document).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith(head, StringComparison.Ordinal));
        Violations.None($"A promise in docs/{document} names no test.", promises.Where(line => !Named([line]).Any()));
        Assert.NotEmpty(promises);
    }

    private static string[] Lines(string document) => File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", document));

    private static bool IsTest(MethodDeclarationSyntax method) => method.AttributeLists.SelectMany(list => list.Attributes)
        .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory" or "SkippableFact" or "SkippableTheory");

    private static IEnumerable<string> Named(IEnumerable<string> lines) => lines.SelectMany(line => TestName().Matches(line)).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`(?=[^`]*[a-z])([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex TestName();
}
